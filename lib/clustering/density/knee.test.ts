import { expect, it } from "vitest";
import { kneeOf } from "./knee.ts";

it("is where a flat curve turns steep", () => {
  const curve = Array.from({ length: 101 }, (_, i) => (i <= 80 ? i / 100 : 0.8 + (i - 80)));
  expect(kneeOf(curve)).toBe(80);
  expect(kneeOf(curve.map((value) => 1000 * value + 7))).toBe(80);
});

it("is not a bend among the denser half of the rows", () => {
  const bends = Array.from({ length: 101 }, (_, i) => (i < 20 ? 0.1 : i < 90 ? 1 : 1 + (i - 89) / 8));
  expect(kneeOf(bends)).toBe(89);
});

it("is the end where nothing bends", () => {
  expect(kneeOf([0, 1, 2, 3])).toBe(3);
  expect(kneeOf([5, 5, 5])).toBe(2);
  expect(kneeOf([5])).toBe(0);
});
