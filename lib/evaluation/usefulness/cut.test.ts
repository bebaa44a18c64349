import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutAt } from "./cut.ts";

const dayMs = 86_400_000;
const iso = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);

describe("the last quarter of a period is held out", () => {
  test.each([
    ["a year of Online Retail", "2010-12-01T08:26:00Z", "2011-12-09T12:50:00Z", "2011-09-06", "2011-09-07"],
    ["eight days, the fewest", "2026-01-01", "2026-01-08", "2026-01-06", "2026-01-07"],
    ["across a leap day", "2024-02-20", "2024-03-10", "2024-03-05", "2024-03-06"],
  ])("of %s", (_, from, to, lastDay, firstHeldOut) => {
    const days = { from: from.slice(0, 10), to: to.slice(0, 10) };
    expect(cutAt({ from, to })).toEqual({ ...days, lastDay, firstHeldOut });
  });

  test("in whole days: the hours of the first and last sale say nothing", () => {
    expect(cutAt({ from: "2026-01-01T23:59:59", to: "2026-01-20T00:00:00" })).toEqual(
      cutAt({ from: "2026-01-01", to: "2026-01-20" }),
    );
  });

  test("which leaves what is known longer than what is held out, and no day between the two or in both", () => {
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 30_000 }), fc.integer({ min: 8, max: 4000 }), (start, days) => {
        const found = cutAt({ from: iso(start), to: iso(start + days - 1) });
        const at = (text = "") => Date.parse(text) / dayMs;
        expect(at(found?.firstHeldOut) - at(found?.lastDay)).toBe(1);
        const heldOut = at(found?.to) - at(found?.firstHeldOut) + 1;
        expect(heldOut).toBeGreaterThanOrEqual(2);
        expect(Math.abs(heldOut - days / 4)).toBeLessThanOrEqual(0.5);
        expect(at(found?.lastDay) - at(found?.from) + 1 + heldOut).toBe(days);
      }),
    );
  });
});

test("a period that is too short, runs backwards or is none has no cut", () => {
  expect(cutAt({ from: "2026-01-01", to: "2026-01-07" })).toBeNull();
  expect(cutAt({ from: "2026-01-07", to: "2026-01-01" })).toBeNull();
  expect(cutAt({ from: "yesterday", to: "2026-01-20" })).toBeNull();
  expect(cutAt({ from: "2026-02-31", to: "2026-13-01" })).toBeNull();
});
