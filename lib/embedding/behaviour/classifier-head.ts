import type { Value } from "../../nn/graph.ts";
import { linear } from "../../nn/ops/matmul.ts";
import type { ParameterSpecs } from "../../nn/parameters.ts";
import type { Trained } from "../../nn/training.ts";
import { named } from "./model.ts";

/** A linear classifier on users' vectors; parameters: width × classes of weights, then an intercept a class. */
export interface ClassifierHead {
  readonly classes: readonly string[];
  readonly parameters: Float32Array;
}

/** Starts are given: see `fineTune`. */
export function headParameters(width: number, classes: number): ParameterSpecs {
  return {
    classify: { shape: [width, classes], deviation: 0, isDecayed: true },
    classifyBias: { shape: [classes], deviation: 0, isDecayed: false },
  };
}

/** Logits of the classes: users × classes. */
export function classify(trained: Trained, vectors: Value): Value {
  return linear(vectors, named(trained, "classify"), named(trained, "classifyBias"));
}
