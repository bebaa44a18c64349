import type { Adapter } from "./adapter.ts";
import { adaptVectors } from "./adapter.ts";
import { predictByCentres } from "./class-centres.ts";
import type { AdapterParams } from "./params.ts";
import { type AdapterContext, type LabelledVectors, trainAdapter } from "./train-adapter.ts";

export interface LearntAdapter {
  readonly map: Adapter;
  /** Steps that held-out rows were told best after; 0: no step helped, and the map is its start. */
  readonly steps: number;
}

/**
 * The adapter after as many steps as tell held-out rows best: each of `folds` parts of the rows is held out of one training, their
 * mean log loss by class centres says when, and all rows are then trained on for that long.
 * foldOf: a fold 0…folds − 1 a row. @throws as trainAdapter
 */
export async function learnAdapter(
  labelled: LabelledVectors,
  start: Adapter,
  { foldOf, folds }: { readonly foldOf: ArrayLike<number>; readonly folds: number },
  params: AdapterParams,
  context: AdapterContext,
): Promise<LearntAdapter> {
  const looks = 1 + Math.ceil(params.steps / params.stepsBetween);
  const losses = new Float64Array(looks);
  for (let fold = 0; fold < folds; fold++) {
    const found = await heldOutLosses(
      labelled,
      start,
      (i) => foldOf[i] === fold,
      params,
      fork(context, `fold ${fold}`),
    );
    // A training that was stopped is taken to stay where it was last.
    for (let at = 0; at < looks; at++) losses[at] = (losses[at] ?? 0) + (found[at] ?? found.at(-1) ?? 0);
  }
  const best = losses.reduce((so, loss, at) => (loss < (losses[so] ?? 0) ? at : so), 0);
  const steps = Math.min(params.steps, best * params.stepsBetween);
  if (steps === 0) return { map: start, steps };
  return { map: await trainAdapter(labelled, start, { ...params, steps }, fork(context, "all")), steps };
}

/** Σ of the log losses of the rows held out, at every look until they no longer fall. */
async function heldOutLosses(
  { x, rows, y, classes }: LabelledVectors,
  start: Adapter,
  isHeldOut: (i: number) => boolean,
  params: AdapterParams,
  context: AdapterContext,
): Promise<number[]> {
  const training = [...rows.keys()].filter((i) => !isHeldOut(i));
  const test = [...rows.keys()].filter(isHeldOut);
  const pick = (from: ArrayLike<number>, which: readonly number[]) => Int32Array.from(which, (i) => from[i] ?? 0);
  const own = { x, rows: pick(rows, training), y: pick(y, training), classes };
  const order = Int32Array.from([...training, ...test].keys());
  const some = { data: new Float32Array(order.length * x.cols), rows: order.length, cols: x.cols };
  for (const [at, i] of [...training, ...test].entries()) {
    const row = rows[i] ?? 0;
    some.data.set(x.data.subarray(row * x.cols, (row + 1) * x.cols), at * x.cols);
  }
  const losses: number[] = [];
  let [lowest, stale] = [Number.POSITIVE_INFINITY, 0];
  await trainAdapter(own, start, params, context, (map) => {
    const known = { rows: order.subarray(0, training.length), y: own.y, classes };
    const told = predictByCentres(adaptVectors(map, some), known, order.subarray(training.length), params.temperature);
    const loss = test.reduce(
      (sum, i, at) => sum - Math.log(Math.max(leastShare, told.data[at * classes + (y[i] ?? 0)] ?? 0)),
      0,
    );
    losses.push(loss);
    stale = loss < lowest ? 0 : stale + 1;
    lowest = Math.min(lowest, loss);
    return stale < params.patience;
  });
  return losses;
}

const leastShare = 1e-12;

function fork(context: AdapterContext, name: string): AdapterContext {
  return { ...context, random: context.random.fork(name) };
}
