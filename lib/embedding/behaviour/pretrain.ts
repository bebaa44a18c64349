import { CladeError } from "../../core/errors.ts";
import { hashValue } from "../../core/hash.ts";
import { createRandom } from "../../core/random.ts";
import { initialise, type TrainingState } from "../../nn/parameters.ts";
import { openTraining, type Training } from "../../nn/training.ts";
import { type BaselineLosses, baselineLosses } from "./baseline-losses.ts";
import { type Batch, fillEvents, hideEvents, openBatch } from "./batch.ts";
import { type Checkpoint, type CurvePoint, decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
import { dropoutPool } from "./dropout-pool.ts";
import { guessEvents, guessingParameters } from "./guess.ts";
import { type Guesser, openGuesser } from "./guesser.ts";
import type { HiddenEvents } from "./hidden-batches.ts";
import { type BehaviourShape, behaviourShape, encoderParameters } from "./model.ts";
import { type PretrainParams, rateAt, slotsFor } from "./params.ts";
import type { Sequences } from "./sequences.ts";
import { shuffled } from "./shuffled.ts";
import { splitUsers } from "./split.ts";
import type { Vocabulary } from "./vocabulary.ts";

export interface PretrainContext {
  readonly seed: number;
  /** Never changes the result. */
  readonly threads: number;
  readonly signal?: AbortSignal;
  progress?(done: PretrainProgress): void;
  /** Called after each validation with what `resume` takes. */
  checkpoint?(bytes: Uint8Array): Promise<void>;
  readonly resume?: Uint8Array;
}

export interface PretrainProgress {
  readonly step: number;
  /** At most; stopping early is the rule. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** Validations since the best one, and after how many it stops. */
  readonly stale: number;
  readonly patience: number;
  readonly baselines: BaselineLosses;
  readonly curve: readonly CurvePoint[];
}

/** A trained encoder: its parameters in the order of their specs, those for guessing included. */
export interface BehaviourEncoder {
  readonly vocabulary: Vocabulary;
  readonly shape: BehaviourShape;
  readonly parameters: Float32Array;
}

export interface Pretrained {
  readonly encoder: BehaviourEncoder;
  readonly curve: readonly CurvePoint[];
  /** On the events that validation hides. */
  readonly baselines: BaselineLosses;
  /** Windows of the users that were kept out of training. */
  readonly validationRows: Int32Array;
  readonly trainingRows: Int32Array;
}

const fewestUsers = 20;

/**
 * Learns to guess hidden events from the others of a window: masked events and next events at once (see hideEvents). Stops
 * when users kept out of training are no longer guessed better, and keeps the parameters that guessed them best.
 * The same sequences, params and seed give the same parameters, on any number of threads, in one go or resumed.
 * @throws TOO_FEW_USERS with fewer than twenty users of two events or more, CANCELLED when the signal is raised.
 */
export async function pretrain(
  sequences: Sequences,
  vocabulary: Vocabulary,
  params: PretrainParams,
  context: PretrainContext,
): Promise<Pretrained> {
  const plan = planTraining(sequences, vocabulary, params, context.seed);
  const { training: trainingRows, validation: validationRows } = plan.split;
  const resumed = context.resume && decodeCheckpoint(context.resume, plan.fingerprint);
  const state = resumed?.state ?? initialise(plan.specs, plan.random.fork("start"));
  let best = resumed?.best ?? state.parameters.slice();
  let { bestLoss = Number.POSITIVE_INFINITY, stale = 0 } = resumed ?? {};
  const curve = [...(resumed?.curve ?? [])];
  const baselines = baselineLosses(hiddenForValidation(), trainingRows, { batch: params.batch, asked: plan.asked });
  const work = await openWork(plan, state, context.threads);
  const guesser = await openGuesser(plan.specs, state.parameters, plan.shape, {
    batch: params.batch,
    asked: plan.asked,
    threads: context.threads,
  });
  try {
    while (state.steps < plan.steps && stale < params.patience) {
      let sum = 0;
      const start = state.steps;
      const stop = Math.min(plan.steps, start + plan.stepsBetween);
      while (state.steps < stop) {
        if (context.signal?.aborted) throw new CladeError("CANCELLED");
        sum += await work.step(state.steps);
        if (state.steps % 10 === 0) tell();
      }
      const validationLoss = await validate(guesser);
      curve.push({ step: state.steps, loss: sum / (stop - start), validationLoss });
      if (validationLoss < bestLoss) {
        bestLoss = validationLoss;
        best = state.parameters.slice();
        stale = 0;
      } else stale++;
      tell();
      const checkpoint: Checkpoint = { state, best, bestLoss, stale, curve };
      await context.checkpoint?.(encodeCheckpoint(checkpoint, plan.fingerprint));
    }
  } finally {
    await work.close();
    await guesser.close();
  }
  const encoder = { vocabulary, shape: plan.shape, parameters: best };
  return { encoder, curve, baselines, validationRows, trainingRows };

  function tell(): void {
    const { steps, stepsPerEpoch } = plan;
    const { patience } = params;
    context.progress?.({ step: state.steps, steps, stepsPerEpoch, stale, patience, baselines, curve });
  }

  async function validate(by: Guesser): Promise<number> {
    return (await by.rank(hiddenForValidation())).loss;
  }

  /** The same events are hidden at every validation. */
  function hiddenForValidation(): HiddenEvents {
    const hiding = { which: "mixed", share: params.hidden } as const;
    return { sequences, shape: plan.shape, rows: validationRows, hiding, random: plan.random.fork("validation") };
  }
}

/**
 * What pre-training costs at most, from a few steps measured on the data itself (thrown away afterwards).
 * now: milliseconds. secondsPerStep is the median of `tries` steps after two to warm up.
 */
export async function estimatePretraining(
  sequences: Sequences,
  vocabulary: Vocabulary,
  params: PretrainParams,
  context: Pick<PretrainContext, "seed" | "threads"> & { now(): number; tries?: number },
): Promise<{ steps: number; secondsPerStep: number; seconds: number }> {
  const plan = planTraining(sequences, vocabulary, params, context.seed);
  const state = initialise(plan.specs, plan.random.fork("start"));
  const work = await openWork(plan, state, context.threads);
  const times: number[] = [];
  try {
    for (let i = 0; i < 2 + (context.tries ?? 7); i++) {
      const start = context.now();
      await work.step(i % plan.steps);
      if (i >= 2) times.push((context.now() - start) / 1000);
    }
  } finally {
    await work.close();
  }
  const secondsPerStep = times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
  return { steps: plan.steps, secondsPerStep, seconds: plan.steps * secondsPerStep };
}

type Plan = ReturnType<typeof planTraining>;

function planTraining(sequences: Sequences, vocabulary: Vocabulary, params: PretrainParams, seed: number) {
  const random = createRandom(seed);
  const shape = behaviourShape(vocabulary, params);
  const split = splitUsers(sequences, params.validation, random.fork("split"));
  if (split.users < fewestUsers) throw new CladeError("TOO_FEW_USERS", { users: split.users, k: fewestUsers });
  const stepsPerEpoch = Math.ceil(split.training.length / params.batch);
  return {
    sequences,
    params,
    random,
    shape,
    split,
    specs: { ...encoderParameters(shape), ...guessingParameters(shape) },
    asked: slotsFor(params),
    stepsPerEpoch,
    steps: Math.min(params.mostSteps, Math.max(params.fewestSteps, stepsPerEpoch * params.epochs)),
    stepsBetween: Math.min(500, Math.max(params.fewestBetween, stepsPerEpoch)),
    fingerprint: hashValue({ params, vocabulary, seed, counts: [...sequences.counts], items: sum(sequences.item) }),
  };
}

function sum(numbers: Int32Array): number {
  return numbers.reduce((total, number, i) => (total + number * (1 + (i % 8191))) % 2 ** 40, 0);
}

/** Opens the training graph with its batch; step(s) does the s-th step of the whole training. */
async function openWork(plan: Plan, state: TrainingState, threads: number) {
  const { params, shape, sequences, random, asked, specs } = plan;
  const { batch: size, dropout, weightDecay } = params;
  const training: Training = await openTraining({
    specs,
    state,
    weightDecay,
    threads,
    buildLoss: (graph, trained) => guessEvents(graph, trained, shape, { batch: size, asked, isDropped: true }).loss,
  });
  const batch: Batch = openBatch(shape, size, asked);
  const masks = dropoutPool([shape.length * size, shape.width], dropout, random.fork("dropout"));
  let order = { epoch: -1, rows: plan.split.training };
  return {
    async step(step: number): Promise<number> {
      const epoch = Math.floor(step / plan.stepsPerEpoch);
      if (epoch !== order.epoch)
        order = { epoch, rows: Int32Array.from(shuffled(plan.split.training, random.fork(`epoch ${epoch}`))) };
      const start = (step % plan.stepsPerEpoch) * size;
      const rows = order.rows.subarray(start, start + size);
      const stream = random.fork(`step ${step}`);
      fillEvents(batch, sequences, shape, rows);
      hideEvents(batch, sequences, shape, rows, { which: "mixed", share: params.hidden }, stream);
      const inputs = { ...batch.events, ...batch.hidden, dropout: masks.draw(stream) };
      return (await training.step(inputs, rateAt(step, plan.steps, params.rate))).loss;
    },
    close: () => training.close(),
  };
}
