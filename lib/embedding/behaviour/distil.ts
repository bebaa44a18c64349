import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { Graph, Value } from "../../nn/graph.ts";
import { multiply, scale, subtract } from "../../nn/ops/arithmetic.ts";
import { total } from "../../nn/ops/reduce.ts";
import { countParameters, type TrainingState, viewParameters } from "../../nn/parameters.ts";
import { openTraining, type Trained } from "../../nn/training.ts";
import { fillEvents, openBatch } from "./batch.ts";
import { encodeUsers } from "./encode-users.ts";
import { writeEncoder } from "./encoder-file.ts";
import { behaviourShape, encodeEvents, encoderParameters, poolUsers } from "./model.ts";
import { rateAt } from "./params.ts";
import type { BehaviourEncoder } from "./pretrain.ts";
import type { Sequences } from "./sequences.ts";
import { shuffled } from "./shuffled.ts";

export interface DistilOptions {
  /** Of the teacher's layers, the first so many are kept. */
  readonly layers: number;
  readonly steps: number;
  readonly threads: number;
  readonly random: Random;
  readonly signal?: AbortSignal;
  progress?(fraction: number): void;
}

/** Three times as many move the cosine by .002 (sample shop, Taobao). */
export const distilSteps = 500;
const batchSize = 64;
const peakRate = 2e-3;

/**
 * A smaller encoder that gives the vectors of a larger one: the teacher without its last layers, trained on to the least
 * squared distance to the teacher's vectors of these windows (hidden states as targets: Sanh et al. 2019, DistilBERT,
 * arXiv:1910.01108). The same rows, teacher and random numbers give the same parameters, on any number of threads.
 * @throws CANCELLED by the signal
 */
export async function distil(
  teacher: BehaviourEncoder,
  sequences: Sequences,
  rows: Int32Array,
  { layers, steps, threads, random, signal, progress }: DistilOptions,
): Promise<BehaviourEncoder> {
  const shape = behaviourShape(teacher.vocabulary, { ...teacher.shape, layers });
  const specs = encoderParameters(shape);
  const parameters = new Float32Array(countParameters(specs));
  const taught = viewParameters(encoderParameters(teacher.shape), teacher.parameters);
  for (const [name, view] of viewParameters(specs, parameters)) view.set(taught.get(name) ?? []);
  const targets = await windowVectors(teacher, sequences, rows, threads);
  const variance = totalVariance(targets);
  const moments = {
    firstMoment: new Float32Array(parameters.length),
    secondMoment: new Float32Array(parameters.length),
  };
  const state: TrainingState = { parameters, ...moments, steps: 0 };
  const { width } = shape;
  const buildLoss = (graph: Graph, trained: Trained): Value => {
    const { encoded } = encodeEvents(graph, trained, shape, { batch: batchSize, isDropped: false });
    const distance = subtract(poolUsers(graph, encoded, shape, batchSize), graph.input("targets", [batchSize, width]));
    return scale(total(multiply(distance, distance)), 1 / (batchSize * variance));
  };
  const training = await openTraining({ specs, state, weightDecay: 0, threads, buildLoss });
  const batch = openBatch(shape, batchSize, 1);
  const wanted = { data: new Float32Array(batchSize * width), shape: [batchSize, width] };
  try {
    const order: number[] = [];
    while (state.steps < steps) {
      if (signal?.aborted) throw new CladeError("CANCELLED");
      while (order.length < batchSize) order.push(...shuffled(rows.keys(), random.fork(`pass ${state.steps}`)));
      const some = order.splice(0, batchSize);
      fillEvents(
        batch,
        sequences,
        shape,
        some.map((i) => rows[i] ?? -1),
      );
      for (const [b, i] of some.entries())
        wanted.data.set(targets.data.subarray(i * width, (i + 1) * width), b * width);
      await training.step(
        { ...batch.events, shares: batch.shares, targets: wanted },
        rateAt(state.steps, steps, peakRate),
      );
      progress?.(state.steps / steps);
    }
  } finally {
    await training.close();
  }
  return { vocabulary: teacher.vocabulary, shape, parameters };
}

/** An encoder's vector of each of these windows. */
function windowVectors(
  encoder: BehaviourEncoder,
  sequences: Sequences,
  rows: Int32Array,
  threads: number,
): Promise<Matrix> {
  return encodeUsers(writeEncoder(encoder), encoder.shape, { ...sequences, newest: rows }, { threads });
}

/** Σ over the columns of their variances. */
function totalVariance({ data, rows, cols }: Matrix): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) {
    let [mean, squares] = [0, 0];
    for (let i = 0; i < rows; i++) {
      const value = data[i * cols + j] ?? 0;
      const before = value - mean;
      mean += before / (i + 1);
      squares += before * (value - mean);
    }
    sum += squares / Math.max(1, rows);
  }
  return Math.max(sum, Number.MIN_VALUE);
}
