import { CladeError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import { Graph, type Value } from "../../nn/graph.ts";
import { crossEntropy } from "../../nn/ops/loss.ts";
import { type ParameterSpecs, type TrainingState, viewParameters } from "../../nn/parameters.ts";
import { type Bindings, openSession } from "../../nn/session.ts";
import { openTraining, type Trained } from "../../nn/training.ts";
import type { CurvePoint } from "./checkpoint.ts";
import { classify } from "./classifier-head.ts";
import { rateAt } from "./params.ts";
import { shuffled } from "./shuffled.ts";

/** What is trained, from which numbers, and how a batch of users becomes vectors. */
export interface Phase {
  readonly specs: ParameterSpecs;
  readonly start: Float32Array;
  readonly rate: number;
  /** Users' vectors, batch × width, from inputs that it declares. */
  pool(graph: Graph, trained: Trained): Value;
  /** Those inputs for some users; without a stream nothing is dropped. */
  fill(users: readonly number[], stream?: Random): Bindings;
}

interface LearnOptions {
  readonly batch: number;
  readonly rounds: number;
  readonly patience: number;
  readonly weightDecay: number;
  readonly threads: number;
  readonly random: Random;
  readonly signal?: AbortSignal | undefined;
  progress(curve: readonly CurvePoint[]): void;
}

/** Users with events whose class is known; the validation users are not learnt from. */
export interface LabelledUsers {
  /** The class of each user. */
  readonly codes: Int32Array;
  readonly training: readonly number[];
  readonly validation: readonly number[];
}

/** Rounds of few labelled users are this long, so that a handful of them is not the end of it. */
const fewestSteps = 20;

/** Trains until users kept out are no longer told better; the best parameters are a flat run in the order of the specs. */
export async function learnClasses(
  phase: Phase,
  users: LabelledUsers,
  options: LearnOptions,
): Promise<{ best: Float32Array; curve: CurvePoint[] }> {
  const { batch: size, rounds, patience, weightDecay, threads, random, signal } = options;
  const { training: learners, validation, codes } = users;
  const { length } = phase.start;
  const moments = { firstMoment: new Float32Array(length), secondMoment: new Float32Array(length) };
  const state: TrainingState = { parameters: phase.start.slice(), ...moments, steps: 0 };
  const stepsPerEpoch = Math.ceil(learners.length / size);
  const stepsPerRound = Math.max(stepsPerEpoch, fewestSteps);
  const steps = stepsPerRound * rounds;
  const buildLoss = (graph: Graph, trained: Trained) => {
    const targets = graph.input("targets", [size], "int32");
    return crossEntropy(classify(trained, phase.pool(graph, trained)), targets, graph.input("weights", [size]));
  };
  const training = await openTraining({ specs: phase.specs, state, weightDecay, threads, buildLoss });
  const judge = await openJudge();
  const curve: CurvePoint[] = [];
  let best = state.parameters.slice();
  let bestLoss = await judge.loss();
  try {
    for (let stale = 0; state.steps < steps && stale < patience; ) {
      let sum = 0;
      for (let i = 0; i < stepsPerRound; i++) {
        if (signal?.aborted) throw new CladeError("CANCELLED");
        const inputs = batchOf(learnersAt(state.steps), random.fork(`step ${state.steps}`));
        sum += (await training.step(inputs, rateAt(state.steps, steps, phase.rate))).loss;
      }
      const validationLoss = await judge.loss();
      curve.push({ step: state.steps, loss: sum / stepsPerRound, validationLoss });
      options.progress(curve);
      stale = validationLoss < bestLoss ? 0 : stale + 1;
      if (stale > 0) continue;
      bestLoss = validationLoss;
      best = state.parameters.slice();
    }
  } finally {
    await training.close();
    await judge.close();
  }
  return { best, curve };

  function learnersAt(step: number): number[] {
    const order = shuffled(learners, random.fork(`epoch ${Math.floor(step / stepsPerEpoch)}`));
    const start = (step % stepsPerEpoch) * size;
    return order.slice(start, start + size);
  }

  function batchOf(some: readonly number[], stream?: Random): Bindings {
    const targets = new Int32Array(size);
    const weights = new Float32Array(size).fill(1 / some.length, 0, some.length);
    for (const [b, user] of some.entries()) targets[b] = codes[user] ?? 0;
    const shape = [size];
    return { ...phase.fill(some, stream), targets: { data: targets, shape }, weights: { data: weights, shape } };
  }

  /** The loss at the users kept out, with the parameters as they are at that moment. */
  async function openJudge() {
    const graph = new Graph();
    const named = Object.entries(phase.specs).map(([name, { shape }]) => [
      name,
      graph.input(`parameter.${name}`, shape),
    ]);
    graph.output("loss", buildLoss(graph, Object.fromEntries(named)));
    const session = await openSession(graph.toBytes(), { threads });
    const views = [...viewParameters(phase.specs, state.parameters)].map(
      ([name, data]) => [`parameter.${name}`, { data, shape: phase.specs[name]?.shape ?? [] }] as const,
    );
    const parameters = Object.fromEntries(views);
    const loss = { data: new Float32Array(1), shape: [] };
    return {
      async loss(): Promise<number> {
        let sum = 0;
        for (let start = 0; start < validation.length; start += size) {
          const some = validation.slice(start, start + size);
          await session.run({ ...parameters, ...batchOf(some) }, { loss });
          sum += (loss.data[0] ?? 0) * some.length;
        }
        return sum / validation.length;
      },
      close: () => session.close(),
    };
  }
}
