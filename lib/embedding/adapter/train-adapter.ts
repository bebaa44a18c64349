import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { Graph, Value } from "../../nn/graph.ts";
import { add } from "../../nn/ops/arithmetic.ts";
import { supervisedContrast } from "../../nn/ops/loss.ts";
import { matmul } from "../../nn/ops/matmul.ts";
import { initialise, type ParameterSpecs } from "../../nn/parameters.ts";
import type { Binding } from "../../nn/session.ts";
import { openTraining, type Trained } from "../../nn/training.ts";
import type { Adapter } from "./adapter.ts";
import { contrastWeights } from "./contrast-weights.ts";
import type { AdapterParams } from "./params.ts";

export interface LabelledVectors {
  /** n × d, finite where a row is labelled. */
  readonly x: Matrix;
  /** The rows to learn from, and the class of each, 0…classes − 1. */
  readonly rows: Int32Array;
  readonly y: Int32Array;
  readonly classes: number;
}

export interface AdapterContext {
  readonly random: Random;
  /** Never changes the result. */
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains a linear map so that rows of one class come near each other and away from the others (supervised contrast by
 * cosine). What is trained is the difference to `start`, from zero and pulled back to zero, so that few labels change little.
 * `look` is asked every `stepsBetween` steps, first before any; training stops where it answers false, else after `steps`.
 * The same labels, params and seed give the same map on any number of threads.
 * @throws CANCELLED when the signal is raised
 */
export async function trainAdapter(
  { x, rows, y, classes }: LabelledVectors,
  start: Adapter,
  params: AdapterParams,
  context: AdapterContext,
  look: (map: Adapter, step: number) => boolean = () => true,
): Promise<Adapter> {
  const { rows: d, cols: width } = start;
  const size = Math.min(params.batch, rows.length);
  const specs: ParameterSpecs = { difference: { shape: [d, width], deviation: 0, isDecayed: true } };
  const state = initialise(specs, context.random);
  const batch = { x: binding(size, d), start: binding(size, width), weights: binding(size, size) };
  const training = await openTraining({
    specs,
    state,
    weightDecay: params.pull,
    threads: context.threads,
    buildLoss: (graph, trained) => lossOf(graph, trained, size, d, width, params.temperature),
  });
  const current = (): Adapter => ({ ...start, data: start.data.map((value, i) => value + (state.parameters[i] ?? 0)) });
  try {
    for (let step = 0; step < params.steps; step++) {
      if (context.signal?.aborted) throw new CladeError("CANCELLED");
      if (step % params.stepsBetween === 0 && !look(current(), step)) return current();
      if (step === 0 || size < rows.length) fill(step);
      await training.step(batch, params.rate);
    }
    look(current(), params.steps);
    return current();
  } finally {
    await training.close();
  }

  function fill(step: number): void {
    const some = size < rows.length ? draw(rows.length, size, context.random.fork(`step ${step}`)) : [...rows.keys()];
    for (const [b, at] of some.entries()) {
      const row = rows[at] ?? 0;
      const vector = x.data.subarray(row * d, (row + 1) * d);
      batch.x.data.set(vector, b * d);
      batch.start.data.set(product(vector, start), b * width);
    }
    batch.weights.data.set(
      contrastWeights(
        some.map((at) => y[at] ?? 0),
        classes,
      ),
    );
  }
}

function lossOf(graph: Graph, trained: Trained, n: number, d: number, width: number, temperature: number): Value {
  const { difference } = trained;
  if (difference === undefined) throw new CladeError("INTERNAL", { stage: "nn", problem: "no map" });
  const moved = add(graph.input("start", [n, width]), matmul(graph.input("x", [n, d]), difference));
  return supervisedContrast(moved, graph.input("weights", [n, n]), temperature);
}

function binding(rows: number, cols: number): Binding & { readonly data: Float32Array } {
  return { data: new Float32Array(rows * cols), shape: [rows, cols] };
}

function product(vector: Float32Array, { data, rows, cols }: Adapter): Float64Array {
  const out = new Float64Array(cols);
  for (let j = 0; j < rows; j++) {
    const value = vector[j] ?? 0;
    for (let c = 0; c < cols; c++) out[c] = (out[c] ?? 0) + value * (data[j * cols + c] ?? 0);
  }
  return out;
}

/** `size` different numbers of 0…n − 1 (the start of a Fisher–Yates shuffle). */
function draw(n: number, size: number, random: Random): number[] {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < size; i++) {
    const j = i + random.int(n - i);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return [...order.subarray(0, size)];
}
