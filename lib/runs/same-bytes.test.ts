import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeSample } from "../sample/write-sample.ts";
import { segmentFiles } from "./headless.ts";

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clade-bytes-"));
  await writeSample({ users: 300, seed: 8, out: join(folder, "shop"), only: ["transactions", "users"] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The whole run inside this process; its stages work in theirs. */
async function run(out: string, threads: number): Promise<Map<string, string>> {
  const quiet = { write: () => undefined };
  await segmentFiles(["shop/transactions.csv", "shop/users.csv", "--out", out], {
    ...{ folder, threads, signal: new AbortController().signal },
    ...{ now: () => new Date(0), stdout: quiet, stderr: quiet },
  });
  const files = readdirSync(join(folder, out), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(join(folder, out).length), readFileSync(path, "latin1")];
    }),
  );
}

/** What differs by nature: how long it took, and how much memory. */
const measured = /receipt\.json$|summary\.json$/;

test("every file of every stage has the same bytes and key on one thread and on three", async () => {
  const alone = await run("alone", 1);
  const three = await run("three", 3);
  expect([...three.keys()].sort()).toEqual([...alone.keys()].sort());
  const differing = [...alone].filter(([path, bytes]) => !measured.test(path) && three.get(path) !== bytes);
  expect(differing.map(([path]) => path)).toEqual([]);
  expect(alone.size).toBeGreaterThan(20);

  for (const [path, text] of alone) {
    if (!path.endsWith("receipt.json")) continue;
    const { milliseconds, peakRssBytes, ...receipt } = JSON.parse(text);
    expect(Object.keys(receipt)).toEqual(["stage", "version", "key", "params", "inputs", "files"]);
    expect(milliseconds).toBeGreaterThan(0);
    expect(peakRssBytes).toBeGreaterThan(2e7);
  }
});
