import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { segmentFiles } from "./headless.ts";
import type { Summary } from "./schema.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "clade-matrix-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Anybody's three clouds of 40 rows, one long-tailed to the right, and the class of each. */
function writeClouds(
  name: string,
  write: (row: number, x: number, y: number, group: number) => string,
  header: string,
) {
  const random = createRandom(7).fork("clouds");
  const jitter = () => random.next() + random.next() - 1;
  const lines = Array.from({ length: 120 }, (_, row) => {
    const group = row % 3;
    return write(row, ([0, 8, 30][group] ?? 0) + jitter(), (group === 1 ? 8 : 0) + jitter(), group);
  });
  writeFileSync(join(folder, name), [header, ...lines, ""].join("\n"));
}

async function run(file: string) {
  const out = join(folder, `out-${file}`);
  let said = "";
  const stdout = { write: (text: string) => (said += text) };
  const stderr = { write: () => true };
  const host = { folder, threads: 2, signal: new AbortController().signal, now: () => new Date(0), stdout, stderr };
  await segmentFiles([file, "--out", out], host);
  const read = (name: string) => readFileSync(join(out, name), "utf8");
  return {
    said,
    summary: JSON.parse(read("summary.json")) as Summary,
    rows: read("segments.csv"),
    html: read("report.html"),
  };
}

const ofPeople =
  /\b(?:users?|customers?|people|everybody|nobody|orders?|business default)\b|用户|客户|订单|业务默认|所有人/i;

/** Every text that a person reads in a summary. */
function sentences(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sentences) : [];
}

it("takes a matrix of anything as it is, and speaks of rows", { timeout: 120_000 }, async () => {
  writeClouds("clouds.csv", (row, x, y, group) => `${row},${x},${y},${"abc"[group]}`, ",0,1,species");
  const { said, summary, rows, html } = await run("clouds.csv");
  expect(summary).toMatchObject({ rowsIn: 120, users: 120, k: 3, features: ["0", "1"], match: { column: "species" } });
  expect(summary.match?.agreement?.ari).toBe(1);
  // The ids are those of the file, from 0.
  expect(rows).toMatch(/^0,\d,/m);
  expect(rows).not.toMatch(/^120,/m);
  expect(said).toMatch(/of rows\.$/m);
  expect(said).not.toMatch(ofPeople);
  expect([...sentences(summary.verdict), ...sentences(summary.notes)].filter((text) => ofPeople.test(text))).toEqual(
    [],
  );
  const seen = html.replace(/<(script|style)[\s\S]*?<\/\1>/g, " ").replace(/<[^>]*>/g, " ");
  expect(ofPeople.exec(seen)).toBeNull();
  // Nothing but the scale is changed, long tail or not.
  expect(html).not.toContain("log(1 + x)");
});

it("names file, line, column and value of an id that comes again", { timeout: 60_000 }, async () => {
  writeClouds("twice.csv", (row, x, y) => `${row === 7 ? 3 : row},${x},${y}`, "id,a,b");
  await expect(run("twice.csv")).rejects.toMatchObject({
    code: "DUPLICATE_USER",
    details: { line: 9, column: "id", value: "3" },
  });
});

it("sets aside the cells that are no numbers, and says where they stand", { timeout: 60_000 }, async () => {
  const bad: Readonly<Record<number, string>> = { 5: "inf", 9: "abc", 11: "", 12: "NaN" };
  writeClouds("cells.csv", (row, x, y) => `${bad[row] ?? x};${y}`.replaceAll(".", ","), "a;b");
  const { summary } = await run("cells.csv");
  expect(summary).toMatchObject({ rowsIn: 120, rowsStored: 118, rowsSetAside: 2, users: 118 });
  const aside = readFileSync(join(folder, "out-cells.csv", "set-aside.csv"), "utf8").split("\n");
  expect(aside.slice(1, 3).map((line) => line.split(",").slice(1, 4))).toEqual([
    ["7", "a", "inf"],
    ["11", "a", "abc"],
  ]);
});
