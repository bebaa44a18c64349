import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutsOf, heldOutDays } from "./cut.ts";

const dayMs = 86_400_000;
const iso = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);
const at = (text: string) => Date.parse(text) / dayMs;

describe("cuts in time", () => {
  test.each([
    ["eight days, the fewest", "2026-01-01", "2026-01-08", "2026-01-06", "2026-01-07"],
    ["across a leap day", "2024-02-20", "2024-03-10", "2024-03-05", "2024-03-06"],
    ["a hundred days", "2026-01-01", "2026-04-10", "2026-03-16", "2026-03-17"],
  ])("hold out the last quarter of %s", (_, from, to, lastDay, firstHeldOut) => {
    expect(cutsOf({ from: `${from}T10:00:00`, to: `${to}T09:00:00` })).toEqual([{ from, to, lastDay, firstHeldOut }]);
  });

  test("of a year of Online Retail are four, each judged by the 46 days up to the next", () => {
    const cuts = cutsOf({ from: "2010-12-01T08:26:00Z", to: "2011-12-09T12:50:00Z" });
    expect(cuts.map(({ lastDay }) => lastDay)).toEqual(["2011-06-08", "2011-07-24", "2011-09-08", "2011-10-24"]);
    expect(cuts.map(heldOutDays)).toEqual([46, 46, 46, 46]);
  });

  test.each([
    [111, 1],
    [112, 2],
    [168, 3],
    [224, 4],
    [4000, 4],
  ])(
    "of %i days are %i: each judges by a month or more, and half of the time is known at all of them",
    (days, count) => {
      expect(cutsOf({ from: iso(0), to: iso(days - 1) })).toHaveLength(count);
    },
  );

  test("leave no day out or in two stretches, and end with the period", () => {
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 30_000 }), fc.integer({ min: 8, max: 4000 }), (start, days) => {
        const cuts = cutsOf({ from: iso(start), to: iso(start + days - 1) });
        expect(cuts.at(-1)?.to).toBe(iso(start + days - 1));
        expect(new Set(cuts.map(heldOutDays)).size).toBe(1);
        for (const [i, cut] of cuts.entries()) {
          expect(at(cut.firstHeldOut) - at(cut.lastDay)).toBe(1);
          expect(heldOutDays(cut)).toBeGreaterThanOrEqual(cuts.length > 1 ? 28 : 2);
          expect(at(cut.lastDay) - start + 1).toBeGreaterThanOrEqual(Math.floor(days / 2));
          if (i > 0) expect(cut.lastDay).toBe(cuts[i - 1]?.to);
        }
      }),
    );
  });

  test("are none of a period that is too short, runs backwards or is none", () => {
    expect(cutsOf({ from: "2026-01-01", to: "2026-01-07" })).toEqual([]);
    expect(cutsOf({ from: "2026-01-07", to: "2026-01-01" })).toEqual([]);
    expect(cutsOf({ from: "yesterday", to: "2026-01-20" })).toEqual([]);
    expect(cutsOf({ from: "2026-02-31", to: "2026-13-01" })).toEqual([]);
    expect(cutsOf({ from: "", to: "" })).toEqual([]);
  });
});
