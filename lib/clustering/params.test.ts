import { expect, test } from "vitest";
import { hierarchical } from "./algorithms/hierarchical.ts";
import { kMeans } from "./algorithms/k-means.ts";
import { misplacedParam, paramsFor } from "./params.ts";

const range = { algorithm: "k-means", k: "auto", kMin: 3, kMax: 5 } as const;

test("what the config says, else the registry's default", () => {
  expect(paramsFor(kMeans.params, { ...range, restarts: 4 })).toMatchObject({ restarts: 4 });
  expect(paramsFor(kMeans.params, range)).toMatchObject({ restarts: kMeans.params.restarts.default });
});

test("what belongs to no param is not passed on", () => {
  expect(paramsFor(kMeans.params, { ...range, eps: 2 })).not.toHaveProperty("eps");
});

test("a param that another one leaves no meaning is refused by its name, unless it has its default", () => {
  const tree = { ...range, algorithm: "hierarchical" } as const;
  const ward = misplacedParam(hierarchical.params, { ...tree, linkage: "ward", distance: "gower" });
  expect(ward?.name).toBe("distance");
  expect(ward?.problem.en).toBe("“gower” goes only with linkage: average, complete, single");
  expect(misplacedParam(hierarchical.params, { ...tree, linkage: "ward", distance: "euclidean" })).toBeNull();
  expect(misplacedParam(hierarchical.params, { ...tree, linkage: "ward" })).toBeNull();
  expect(misplacedParam(hierarchical.params, { ...tree, linkage: "single", distance: "gower" })).toBeNull();
  expect(misplacedParam(kMeans.params, range)).toBeNull();
});
