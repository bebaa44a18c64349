import { expect, it } from "vitest";
import { twoDecimals } from "./two-decimals.ts";

it("writes an index with a true minus sign, and none before nothing", () => {
  expect([0.514, -0.05, -0.001, 1].map(twoDecimals)).toEqual(["0.51", "−0.05", "0.00", "1.00"]);
});
