import { CladeError } from "../../core/errors.ts";
import { createRandom, type Random } from "../../core/random.ts";
import { Graph, type Value } from "../../nn/graph.ts";
import { crossEntropy } from "../../nn/ops/loss.ts";
import { countParameters, type ParameterSpecs, type TrainingState, viewParameters } from "../../nn/parameters.ts";
import { type Bindings, openSession } from "../../nn/session.ts";
import { openTraining, type Trained } from "../../nn/training.ts";
import { fillEvents, openBatch } from "./batch.ts";
import type { CurvePoint } from "./checkpoint.ts";
import { type ClassifierHead, classify, headParameters } from "./classifier-head.ts";
import { dropoutPool } from "./dropout-pool.ts";
import { encodeUsers } from "./encode-users.ts";
import { writeEncoder } from "./encoder-file.ts";
import { encodeEvents, encoderParameters, poolUsers } from "./model.ts";
import { rateAt } from "./params.ts";
import type { BehaviourEncoder } from "./pretrain.ts";
import type { Sequences } from "./sequences.ts";
import { shuffled } from "./shuffled.ts";
import { splitLabelled } from "./split.ts";

export interface Labels {
  readonly classes: readonly string[];
  /** The class of each user, −1 where none is known. */
  readonly codes: Int32Array;
}

export interface FineTuneParams {
  /** "head" keeps the encoder as it is; "full" trains the head first and then both. */
  readonly mode: "head" | "full";
  readonly headRate: number;
  readonly fullRate: number;
  readonly batch: number;
  /** A round is a pass over the labelled users, or twenty steps where they are few; at most so many. */
  readonly rounds: number;
  /** Rounds without a better validation loss before a phase stops. */
  readonly patience: number;
  readonly weightDecay: number;
  readonly dropout: number;
  readonly validation: number;
}

export const fineTuneDefaults: Omit<FineTuneParams, "mode"> = {
  headRate: 1e-2,
  fullRate: 3e-4,
  batch: 64,
  rounds: 30,
  patience: 4,
  weightDecay: 0.01,
  dropout: 0.1,
  validation: 0.15,
};

const fewestSteps = 20;

export interface FineTuneContext {
  readonly seed: number;
  readonly threads: number;
  readonly signal?: AbortSignal;
  progress?(phase: "head" | "full", curve: readonly CurvePoint[]): void;
}

export interface FineTuned {
  readonly encoder: BehaviourEncoder;
  readonly head: ClassifierHead;
  readonly headCurve: readonly CurvePoint[];
  /** Empty in mode "head". */
  readonly fullCurve: readonly CurvePoint[];
}

/**
 * Learns classes of users from labels of some. The head is trained on the frozen encoder; in mode "full" both go on from
 * there at a lower rate, which keeps what pre-training found (Kumar et al. 2022, arXiv:2202.10054). Each phase stops when
 * labelled users kept out of it are no longer told better, and keeps the parameters that told them best.
 * @throws TOO_FEW_USERS where fewer than two labelled users of a class have events, CANCELLED when the signal is raised.
 */
export async function fineTune(
  encoder: BehaviourEncoder,
  sequences: Sequences,
  labels: Labels,
  params: FineTuneParams,
  context: FineTuneContext,
): Promise<FineTuned> {
  const random = createRandom(context.seed);
  const { shape, vocabulary } = encoder;
  const split = splitLabelled(sequences, labels.codes, labels.classes.length, params.validation, random.fork("split"));
  const { batch: size } = params;
  const classes = labels.classes.length;
  const headSpecs = headParameters(shape.width, classes);

  const vectors = await encodeUsers(writeEncoder(encoder), shape, sequences, {
    threads: context.threads,
    ...(context.signal && { signal: context.signal }),
  });
  const rowBatch = { data: new Float32Array(size * shape.width), shape: [size, shape.width] };
  const head = await learn({
    name: "head",
    specs: headSpecs,
    start: new Float32Array(countParameters(headSpecs)),
    rate: params.headRate,
    pool: (graph) => graph.input("vectors", [size, shape.width]),
    fill(users) {
      rowBatch.data.fill(0);
      for (const [b, user] of users.entries())
        rowBatch.data.set(vectors.data.subarray(user * shape.width, (user + 1) * shape.width), b * shape.width);
      return { vectors: rowBatch };
    },
  });
  const found = (parameters: Float32Array): ClassifierHead => ({ classes: labels.classes, parameters });
  if (params.mode === "head") return { encoder, head: found(head.best), headCurve: head.curve, fullCurve: [] };

  const encoderSpecs = encoderParameters(shape);
  const encoderSize = countParameters(encoderSpecs);
  const events = openBatch(shape, size, 1);
  const masks = dropoutPool([shape.length * size, shape.width], params.dropout, random.fork("dropout"));
  const full = await learn({
    name: "full",
    specs: { ...encoderSpecs, ...headSpecs },
    start: Float32Array.from([...encoder.parameters.subarray(0, encoderSize), ...head.best]),
    rate: params.fullRate,
    pool(graph, trained) {
      const { encoded } = encodeEvents(graph, trained, shape, { batch: size, isDropped: true });
      return poolUsers(graph, encoded, shape, size);
    },
    fill(users, stream) {
      fillEvents(
        events,
        sequences,
        shape,
        users.map((user) => sequences.newest[user] ?? -1),
      );
      return { ...events.events, shares: events.shares, dropout: stream ? masks.draw(stream) : masks.none };
    },
  });
  const tuned = { vocabulary, shape, parameters: full.best.slice(0, encoderSize) };
  return { encoder: tuned, head: found(full.best.slice(encoderSize)), headCurve: head.curve, fullCurve: full.curve };

  /** Trains one phase; the newest parameters and the best so far are flat runs in the order of its specs. */
  async function learn(phase: Phase): Promise<{ best: Float32Array; curve: CurvePoint[] }> {
    const state: TrainingState = {
      parameters: phase.start.slice(),
      firstMoment: new Float32Array(phase.start.length),
      secondMoment: new Float32Array(phase.start.length),
      steps: 0,
    };
    const stepsPerEpoch = Math.ceil(split.training.length / size);
    const stepsPerRound = Math.max(stepsPerEpoch, fewestSteps);
    const steps = stepsPerRound * params.rounds;
    const training = await openTraining({
      specs: phase.specs,
      state,
      weightDecay: params.weightDecay,
      threads: context.threads,
      buildLoss: (graph, trained) => lossOf(graph, trained, phase),
    });
    const judge = await openJudge(phase, state.parameters);
    const curve: CurvePoint[] = [];
    let best = state.parameters.slice();
    let bestLoss = await judge.loss(split.validation);
    try {
      for (let stale = 0; state.steps < steps && stale < params.patience; ) {
        let sum = 0;
        for (let i = 0; i < stepsPerRound; i++) {
          if (context.signal?.aborted) throw new CladeError("CANCELLED");
          const inputs = batchOf(usersOf(state.steps), phase, random.fork(`${phase.name} step ${state.steps}`));
          sum += (await training.step(inputs, rateAt(state.steps, steps, phase.rate))).loss;
        }
        const validationLoss = await judge.loss(split.validation);
        curve.push({ step: state.steps, loss: sum / stepsPerRound, validationLoss });
        context.progress?.(phase.name, curve);
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

    function usersOf(step: number): number[] {
      const order = shuffled(split.training, random.fork(`${phase.name} ${Math.floor(step / stepsPerEpoch)}`));
      const start = (step % stepsPerEpoch) * size;
      return order.slice(start, start + size);
    }
  }

  function lossOf(graph: Graph, trained: Trained, phase: Phase): Value {
    const logits = classify(trained, phase.pool(graph, trained));
    return crossEntropy(logits, graph.input("targets", [size], "int32"), graph.input("weights", [size]));
  }

  function batchOf(users: readonly number[], phase: Phase, stream?: Random): Bindings {
    const targets = new Int32Array(size);
    const weights = new Float32Array(size);
    for (const [b, user] of users.entries()) {
      targets[b] = labels.codes[user] ?? 0;
      weights[b] = 1 / users.length;
    }
    return {
      ...phase.fill(users, stream),
      targets: { data: targets, shape: [size] },
      weights: { data: weights, shape: [size] },
    };
  }

  async function openJudge(phase: Phase, flat: Float32Array) {
    const graph = new Graph();
    const trained: Trained = Object.fromEntries(
      Object.entries(phase.specs).map(([name, { shape: own }]) => [name, graph.input(`parameter.${name}`, own)]),
    );
    graph.output("loss", lossOf(graph, trained, phase));
    const session = await openSession(graph.toBytes(), { threads: context.threads });
    const parameters = Object.fromEntries(
      [...viewParameters(phase.specs, flat)].map(([name, data]) => [
        `parameter.${name}`,
        { data, shape: phase.specs[name]?.shape ?? [] },
      ]),
    );
    const loss = { data: new Float32Array(1), shape: [] };
    return {
      async loss(users: readonly number[]): Promise<number> {
        let sum = 0;
        for (let start = 0; start < users.length; start += size) {
          const some = users.slice(start, start + size);
          await session.run({ ...parameters, ...batchOf(some, phase) }, { loss });
          sum += (loss.data[0] ?? 0) * some.length;
        }
        return sum / users.length;
      },
      close: () => session.close(),
    };
  }
}

interface Phase {
  readonly name: "head" | "full";
  readonly specs: ParameterSpecs;
  readonly start: Float32Array;
  readonly rate: number;
  /** Users' vectors, batch × width. */
  pool(graph: Graph, trained: Trained): Value;
  /** The inputs of some users; without a stream nothing is dropped. */
  fill(users: readonly number[], stream?: Random): Bindings;
}
