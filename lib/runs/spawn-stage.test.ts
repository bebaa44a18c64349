import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../core/random.ts";
import type { ResolvedTable } from "../ingest/schema.ts";
import { writeSample } from "../sample/write-sample.ts";
import { detectTables } from "./prepare.ts";
import { parseConfig } from "./read-config.ts";
import { spawnStage } from "./spawn-stage.ts";

const roomy = 6144;

let folder: string;
let tables: readonly ResolvedTable[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clade-spawn-"));
  await writeSample({ users: 2000, seed: 3, out: folder, only: ["transactions"] });
  tables = await detectTables(parseConfig({}), [join(folder, "transactions.csv")]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ingest(limitMb: number, signal = new AbortController().signal) {
  const out = mkdtempSync(join(folder, "out-"));
  const process = spawnStage("ingest", limitMb);
  const fractions: number[] = [];
  const request = { params: { tables, hashes: [] }, inputs: {}, out, threads: 2 };
  const end = process.run(request, ({ fraction }) => fractions.push(fraction), signal);
  return { process, out, fractions, end };
}

describe("spawnStage", () => {
  test("a stage works in its own process, says how far it is and what it took", async () => {
    const { out, fractions, end } = ingest(roomy);
    const { milliseconds, peakRssBytes } = await end;
    expect(milliseconds).toBeGreaterThan(0);
    expect(peakRssBytes).toBeGreaterThan(20e6);
    expect(fractions.length).toBeGreaterThan(0);
    expect(fractions.toSorted((a, b) => a - b)).toEqual(fractions);
    expect(JSON.parse(readFileSync(join(out, "ingest.json"), "utf8")).rowsIn).toBeGreaterThan(1000);
  });

  test("out of memory is one plain sentence that names the stage, and the next process works", async () => {
    await expect(ingest(120).end).rejects.toMatchObject({ code: "OUT_OF_MEMORY", details: { stage: "ingest" } });
    await expect(ingest(roomy).end).resolves.toBeDefined();
  });

  test("a cancel kills it within a second", async () => {
    const controller = new AbortController();
    const { end } = ingest(roomy, controller.signal);
    const started = performance.now();
    setTimeout(() => controller.abort(), 20);
    await expect(end).rejects.toMatchObject({ code: "CANCELLED" });
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test("a process that was cancelled before it began does nothing", async () => {
    const { end, out } = ingest(roomy, AbortSignal.abort());
    await expect(end).rejects.toMatchObject({ code: "CANCELLED" });
    expect(readdirSync(out)).toEqual([]);
  });

  test("a known error crosses the process with its details", async () => {
    const [table] = tables;
    if (!table) throw new Error("no table");
    const cut = join(folder, "cut.csv.gz");
    writeFileSync(cut, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]));
    const process = spawnStage("ingest", roomy);
    const request = { params: { tables: [{ ...table, files: [cut] }], hashes: [] }, inputs: {}, threads: 1 };
    const end = process.run(
      { ...request, out: mkdtempSync(join(folder, "out-")) },
      () => undefined,
      new AbortController().signal,
    );
    await expect(end).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
      details: { file: expect.stringContaining("cut.csv.gz") },
    });
  });

  test.runIf(existsSync("/usr/bin/setpriv"))(
    "a stage in the middle of computing ends with its killed host",
    async () => {
      const features = mkdtempSync(join(folder, "features-"));
      const users = 60_000;
      const random = createRandom(4);
      writeFileSync(
        join(features, "matrix.f32"),
        Float32Array.from({ length: users * 8 }, () => random.normal()),
      );
      const matrixColumns = Array.from({ length: 8 }, (_, column) => `f${column}`);
      writeFileSync(join(features, "features.json"), JSON.stringify({ users, matrixColumns }));
      const params = { algorithm: "k-means", k: 100, kMin: 2, kMax: 2, restarts: 50, seed: 1 };
      const request = { params, inputs: { features }, out: mkdtempSync(join(folder, "out-")), threads: 1 };
      const program = `
      const { spawnStage } = await import(${JSON.stringify(new URL("spawn-stage.ts", import.meta.url))});
      const child = spawnStage("clustering", ${roomy});
      const say = ({ fraction }) => fraction > 0 && console.log(child.pid);
      await child.run(${JSON.stringify(request)}, say, new AbortController().signal);`;
      const host = spawn("node", ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "inherit"] });
      const [said] = await once(host.stdout, "data");
      const pid = Number.parseInt(String(said), 10);
      expect(isRunning(pid)).toBe(true);
      host.kill("SIGKILL");
      await expect.poll(() => isRunning(pid), { timeout: 1000 }).toBe(false);
    },
  );

  test("a stage process holds no secret of its host", async () => {
    process.env.CLADE_TEST_SECRET = "hidden";
    const child = spawnStage("segments", roomy);
    const environment = readFileSync(`/proc/${child.pid}/environ`, "utf8");
    child.kill();
    delete process.env.CLADE_TEST_SECRET;
    expect(environment).not.toContain("hidden");
  });
});

/** By the kernel's list; one that ended but was not waited for yet (Z) runs no more. */
function isRunning(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !/\) [ZX] /.test(readFileSync(stat, "utf8"));
}
