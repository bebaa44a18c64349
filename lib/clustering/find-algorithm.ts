import { CladeError } from "../core/errors.ts";
import { type AlgorithmId, algorithms } from "./algorithms/index.ts";

/** The registry's entry of an id. @throws BAD_CONFIG for an id that is not listed. */
export function findAlgorithm(id: AlgorithmId): (typeof algorithms)[number] {
  const found = algorithms.find((entry) => entry.id === id);
  if (found === undefined) {
    const problem = { en: `no “${id}”`, zh: `没有“${id}”` };
    throw new CladeError("BAD_CONFIG", { path: "clustering.algorithm", problem });
  }
  return found;
}
