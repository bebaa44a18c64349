import { describe, expect, it } from "vitest";
import { roundRange } from "./round-range.ts";

describe("roundRange", () => {
  it.each([
    [[0.86, 0.934], { min: 0.86, max: 0.94, interval: 0.02 }],
    [[-0.026, 0.009], { min: -0.03, max: 0.01, interval: 0.01 }],
    [[7, 7], { min: 6.998, max: 7.002, interval: 0.002 }],
    [[], { min: 0, max: 1, interval: 0.2 }],
  ])("of %j is %j", (values, range) => {
    expect(roundRange(values)).toEqual(range);
  });
});
