import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BoardRow } from "../../../lib/runs/board-schema.ts";
import { isRanked, leadingRun, orderRuns, rankedValue, rankValues } from "./rank-runs.ts";

const words = { en: "", zh: "" };
const measure = (id: string, better: "higher" | "lower") => ({ id, better, label: words, help: words });
const run = (id: string, values: Readonly<Record<string, number>>): BoardRow => ({
  ...{ id, number: 1, status: "done", algorithm: words, settings: words, segments: 3, noise: 0 },
  measures: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, null: null }])),
});
const up = measure("up", "higher");
const down = measure("down", "lower");

describe("places on the board", () => {
  it("begin at the best; equal values share one, and what has no value has no place", () => {
    expect(rankValues([0.2, null, 0.5, 0.2], "higher")).toEqual([2, null, 1, 2]);
    expect(rankValues([0.2, null, 0.5, 0.2], "lower")).toEqual([1, null, 3, 1]);
    expect(rankValues([], "lower")).toEqual([]);
  });

  it("do not depend on the order of the runs", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 }), (values) => {
        const turned = rankValues(values.toReversed(), "higher").toReversed();
        expect(turned).toEqual(rankValues(values, "higher"));
        expect(Math.min(...turned.map((rank) => rank ?? 0))).toBe(1);
      }),
    );
  });
});

describe("the runs of a board", () => {
  const rows = [run("a", { up: 0.1, down: 9 }), run("b", {}), run("c", { up: 0.3, down: 4 }), run("d", { up: 0.2 })];

  it("stand by any measure, the best first and the unmeasured last", () => {
    expect(orderRuns(rows, up).map(({ id }) => id)).toEqual(["c", "d", "a", "b"]);
    expect(orderRuns(rows, down).map(({ id }) => id)).toEqual(["c", "a", "b", "d"]);
  });

  it("have a leader where one is first by most measures", () => {
    expect(leadingRun(rows, [up, down])).toMatchObject({ run: { id: "c" }, firsts: 2 });
  });

  it("have none where measures are split, or where there is nothing to compare", () => {
    const split = [run("a", { up: 1, down: 2 }), run("b", { up: 0, down: 1 })];
    expect(leadingRun(split, [up, down])).toBeNull();
    expect(leadingRun(rows.slice(0, 2), [up, down])).toBeNull();
    expect(leadingRun([], [up])).toBeNull();
  });

  it("rank nobody who leaves out most users, however far apart the few are, and nobody who failed", () => {
    const loud = { ...run("loud", { up: 0.9, down: 1 }), noise: 0.6 };
    const failed = { ...run("failed", {}), status: "failed" as const, segments: null, noise: null };
    const quiet = { ...run("quiet", { up: 0.15 }), noise: 0.49 };
    expect([loud, failed, quiet].map(isRanked)).toEqual([false, true, true]);
    expect(rankedValue(loud, up)).toBeNull();
    expect(orderRuns([loud, failed, ...rows, quiet], up).map(({ id }) => id)).toEqual([
      "c",
      "d",
      "quiet",
      "a",
      "loud",
      "failed",
      "b",
    ]);
    expect(leadingRun([loud, failed, ...rows], [up, down])).toMatchObject({ run: { id: "c" } });
    expect(leadingRun([loud, run("a", { up: 0.1 })], [up])).toBeNull();
  });
});
