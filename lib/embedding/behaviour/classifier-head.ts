import type { Value } from "../../nn/graph.ts";
import { linear } from "../../nn/ops/matmul.ts";
import { layerNorm } from "../../nn/ops/norm.ts";
import type { ParameterSpecs } from "../../nn/parameters.ts";
import type { Trained } from "../../nn/training.ts";
import { named } from "./model.ts";

/** A linear classifier on users' vectors. */
export interface ClassifierHead {
  readonly classes: readonly string[];
  readonly parameters: Float32Array;
}

/** Both start at zero: every class is equally likely until something is learnt. */
export function headParameters(width: number, classes: number): ParameterSpecs {
  return {
    classify: { shape: [width, classes], deviation: 0, isDecayed: true },
    classifyBias: { shape: [classes], deviation: 0, isDecayed: false },
  };
}

/** Logits of the classes: users × classes. */
export function classify(trained: Trained, vectors: Value): Value {
  return linear(layerNorm(vectors), named(trained, "classify"), named(trained, "classifyBias"));
}
