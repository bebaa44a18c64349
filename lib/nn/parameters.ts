import type { Random } from "../core/random.ts";
import { type Shape, sizeOf } from "./graph.ts";

export interface ParameterSpec {
  readonly shape: Shape;
  /** Standard deviation of the normal start; 0 starts at zero. */
  readonly deviation: number;
  /** Weight decay is for matrices; biases and places keep what they learn. */
  readonly isDecayed: boolean;
}

export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;

/** All numbers that training changes, in one run of memory each, in the order of the specs. */
export interface TrainingState {
  readonly parameters: Float32Array;
  /** Adam's running means of gradients and of their squares. */
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
  /** Steps done. */
  steps: number;
}

export function countParameters(specs: ParameterSpecs): number {
  return Object.values(specs).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

/** Each parameter's part of the flat run; writing to it changes the parameter. */
export function viewParameters(specs: ParameterSpecs, flat: Float32Array): Map<string, Float32Array> {
  let start = 0;
  return new Map(
    Object.entries(specs).map(([name, { shape }]) => {
      const view = flat.subarray(start, start + sizeOf(shape));
      start += view.length;
      return [name, view];
    }),
  );
}

/** A fresh state. A parameter's start depends on the seed and its name only. */
export function initialise(specs: ParameterSpecs, random: Random): TrainingState {
  const count = countParameters(specs);
  const parameters = new Float32Array(count);
  for (const [name, view] of viewParameters(specs, parameters)) {
    const stream = random.fork(name);
    const deviation = specs[name]?.deviation ?? 0;
    if (deviation > 0) for (let i = 0; i < view.length; i++) view[i] = deviation * stream.normal();
  }
  return { parameters, firstMoment: new Float32Array(count), secondMoment: new Float32Array(count), steps: 0 };
}
