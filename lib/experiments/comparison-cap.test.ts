import { expect, test } from "vitest";
import { mostComparisons, refuseComparisons } from "./comparison-cap.ts";

test("as many comparisons as a report holds pass; one more is refused with all its numbers", () => {
  refuseComparisons({ metrics: 50, arms: 2, segments: 200 });
  refuseComparisons({ metrics: 50, arms: 50, segments: 0 });
  expect(() => refuseComparisons({ metrics: 50, arms: 3, segments: 101 })).toThrow(
    expect.objectContaining({
      code: "TOO_MANY_COMPARISONS",
      details: { metrics: 50, variants: 2, segments: 101, count: 10_100, limit: mostComparisons },
    }),
  );
});
