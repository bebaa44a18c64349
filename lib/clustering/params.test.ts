import { expect, test } from "vitest";
import { kMeans } from "./algorithms/k-means.ts";
import { paramsFor } from "./params.ts";

const range = { algorithm: "k-means", k: "auto", kMin: 3, kMax: 5 } as const;

test("what the config says, else the registry's default", () => {
  expect(paramsFor(kMeans.params, { ...range, restarts: 4 })).toEqual({ restarts: 4 });
  expect(paramsFor(kMeans.params, range)).toEqual({ restarts: kMeans.params.restarts.default });
});

test("what belongs to no param is not passed on", () => {
  expect(Object.keys(paramsFor(kMeans.params, { ...range, eps: 2 }))).toEqual(["restarts"]);
});
