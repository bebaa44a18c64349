import { createRandom } from "../../core/random.ts";
import { countParameters } from "../../nn/parameters.ts";
import { fillEvents, openBatch } from "./batch.ts";
import type { CurvePoint } from "./checkpoint.ts";
import { type ClassifierHead, headParameters } from "./classifier-head.ts";
import { dropoutPool } from "./dropout-pool.ts";
import { encodeUsers } from "./encode-users.ts";
import { writeEncoder } from "./encoder-file.ts";
import { learnClasses, type Phase } from "./learn-classes.ts";
import { encodeEvents, encoderParameters, poolUsers } from "./model.ts";
import type { BehaviourEncoder } from "./pretrain.ts";
import type { Sequences } from "./sequences.ts";
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
  const { batch: size } = params;
  const { signal, threads } = context;
  const { codes, classes } = labels;
  const users = { codes, ...splitLabelled(sequences, codes, classes.length, params.validation, random.fork("split")) };
  const learn = (name: "head" | "full", phase: Phase) =>
    learnClasses(phase, users, {
      ...params,
      threads,
      signal,
      random: random.fork(name),
      progress: (curve) => context.progress?.(name, curve),
    });

  const headSpecs = headParameters(shape.width, classes.length);
  const head = await learn("head", {
    specs: headSpecs,
    start: new Float32Array(countParameters(headSpecs)),
    rate: params.headRate,
    ...(await frozenVectors()),
  });
  const found = (parameters: Float32Array): ClassifierHead => ({ classes, parameters });
  if (params.mode === "head") return { encoder, head: found(head.best), headCurve: head.curve, fullCurve: [] };

  const encoderSpecs = encoderParameters(shape);
  const encoderSize = countParameters(encoderSpecs);
  const full = await learn("full", {
    specs: { ...encoderSpecs, ...headSpecs },
    start: Float32Array.from([...encoder.parameters.subarray(0, encoderSize), ...head.best]),
    rate: params.fullRate,
    ...trainedVectors(),
  });
  const tuned = { vocabulary, shape, parameters: full.best.slice(0, encoderSize) };
  return { encoder: tuned, head: found(full.best.slice(encoderSize)), headCurve: head.curve, fullCurve: full.curve };

  /** Every user is encoded once; only the head is computed in a step. */
  async function frozenVectors(): Promise<Pick<Phase, "pool" | "fill">> {
    const { width } = shape;
    const { data } = await encodeUsers(writeEncoder(encoder), shape, sequences, { threads, ...(signal && { signal }) });
    const vectors = { data: new Float32Array(size * width), shape: [size, width] };
    return {
      pool: (graph) => graph.input("vectors", [size, width]),
      fill(some) {
        vectors.data.fill(0);
        for (const [b, user] of some.entries())
          vectors.data.set(data.subarray(user * width, (user + 1) * width), b * width);
        return { vectors };
      },
    };
  }

  function trainedVectors(): Pick<Phase, "pool" | "fill"> {
    const events = openBatch(shape, size, 1);
    const masks = dropoutPool([shape.length * size, shape.width], params.dropout, random.fork("dropout"));
    return {
      pool(graph, trained) {
        const { encoded } = encodeEvents(graph, trained, shape, { batch: size, isDropped: true });
        return poolUsers(graph, encoded, shape, size);
      },
      fill(some, stream) {
        const rows = some.map((user) => sequences.newest[user] ?? -1);
        fillEvents(events, sequences, shape, rows);
        return { ...events.events, shares: events.shares, dropout: stream ? masks.draw(stream) : masks.none };
      },
    };
  }
}
