import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { SampleExperiment } from "./experiment.ts";
import { writeSample } from "./write-sample.ts";

const folder = mkdtempSync(join(tmpdir(), "clade-planted-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const halves = (userId: string) => (Number(userId.slice(1)) % 2 === 0 ? ("treatment" as const) : ("control" as const));

/** The rows of the test's files, by name. */
async function write(name: string, experiment: Partial<SampleExperiment> = {}, users = 400) {
  const out = join(folder, name);
  const planted = { persona: null, effect: 0, mismatch: 0, assign: halves, ...experiment };
  await writeSample({ users, out, days: 120, only: [], language: "en", experiment: planted });
  const rows = (file: string) =>
    readFileSync(join(out, `experiment/${file}.csv`), "utf8")
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((row) => row.split(","));
  return { assignment: rows("assignment"), orders: rows("orders"), results: rows("results") };
}

const orders = (rows: readonly string[][]) => rows.reduce((sum, row) => sum + Number(row[5]), 0);

describe("a planted test", () => {
  it("assigns everybody who was there, once, and says the same in all of its files", async () => {
    const { assignment, orders: lines, results } = await write("plain");
    expect(new Set(assignment.map(([id]) => id)).size).toBe(assignment.length);
    expect(assignment.every(([id = "", arm]) => arm === halves(id))).toBe(true);
    expect(results.map((row) => row.slice(0, 4))).toEqual(assignment);
    const known = new Set(assignment.map(([id]) => id));
    expect(lines.every(([, id = "", time = ""]) => id === "" || (known.has(id) && time >= "2025-09-29"))).toBe(true);
    for (const [, , , , ordered, count, revenue] of results) {
      expect(Number(ordered)).toBe(Math.min(1, Number(count)));
      expect(Number(revenue) > 0).toBe(Number(count) > 0);
    }
  });

  it("gives one more order to treated users of its persona alone", async () => {
    const [plain, planted] = [await write("none"), await write("some", { persona: "trend-browser", effect: 1 })];
    for (const [at, row] of planted.results.entries()) {
      const more = Number(row[5]) - Number(plain.results[at]?.[5]);
      expect(more).toBe(row[1] === "treatment" && row[3] === "trend-browser" ? 1 : 0);
    }
  });

  it("is answered as the personas answer a campaign", async () => {
    const [plain, coupon] = [await write("p", {}, 3000), await write("c", { effect: "coupon" }, 3000)];
    const of = (rows: readonly string[][], persona: string) => rows.filter((row) => row[3] === persona);
    expect(orders(of(coupon.results, "bargain-hunter"))).toBeGreaterThan(orders(of(plain.results, "bargain-hunter")));
    expect(orders(of(coupon.results, "replenisher"))).toBe(orders(of(plain.results, "replenisher")));
  });

  it("loses treated users where a mismatch is planted", async () => {
    const [plain, lost] = [await write("all"), await write("lost", { mismatch: 0.3 })];
    const count = (rows: readonly string[][], arm: string) => rows.filter((row) => row[1] === arm).length;
    expect(count(lost.assignment, "control")).toBe(count(plain.assignment, "control"));
    expect(count(lost.assignment, "treatment")).toBeLessThan(0.85 * count(plain.assignment, "treatment"));
  });
});
