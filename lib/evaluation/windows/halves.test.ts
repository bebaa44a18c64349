import { expect, it } from "vitest";
import { halve } from "./halves.ts";

it("halves a period in whole days that neither overlap nor leave a day out", () => {
  expect(halve({ from: "2026-01-01T08:00:00", to: "2026-12-31T20:00:00" })).toEqual([
    { from: "2026-01-01", to: "2026-07-01" },
    { from: "2026-07-02", to: "2026-12-31" },
  ]);
  expect(halve({ from: "2026-01-01", to: "2026-01-29" })).toEqual([
    { from: "2026-01-01", to: "2026-01-14" },
    { from: "2026-01-15", to: "2026-01-29" },
  ]);
});

it("does not halve what is shorter than four weeks, nor what is no time", () => {
  expect(halve({ from: "2026-01-01", to: "2026-01-27" })).toBeNull();
  expect(halve({ from: "never", to: "2026-01-27" })).toBeNull();
});
