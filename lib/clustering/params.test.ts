import { expect, test } from "vitest";
import { kMeans } from "./algorithms/k-means.ts";
import { paramsFor } from "./params.ts";

const range = { algorithm: "k-means", k: "auto", kMin: 3, kMax: 5 } as const;

test("k is the fit's own, not the config's range", () => {
  expect(paramsFor(kMeans.params, { ...range, restarts: 4 }, 7)).toEqual({ k: 7, restarts: 4 });
});

test("what the config leaves out is the registry's default", () => {
  expect(paramsFor(kMeans.params, range, 3)).toEqual({ k: 3, restarts: kMeans.params.restarts.default });
});

test("what belongs to no param is not passed on", () => {
  expect(Object.keys(paramsFor(kMeans.params, { ...range, eps: 2 }, 3))).toEqual(["k", "restarts"]);
});
