import { createRandom } from "../../core/random.ts";
import { countParameters } from "../../nn/parameters.ts";
import { fillEvents, openBatch } from "./batch.ts";
import type { CurvePoint } from "./checkpoint.ts";
import { type ClassifierHead, headParameters } from "./classifier-head.ts";
import { dropoutPool } from "./dropout-pool.ts";
import type { FineTuneParams } from "./fine-tune-params.ts";
import { type LabelledUsers, learnClasses } from "./learn-classes.ts";
import { encodeEvents, encoderParameters, poolUsers } from "./model.ts";
import type { BehaviourEncoder } from "./pretrain.ts";
import type { Sequences } from "./sequences.ts";

export interface FineTuneContext {
  readonly seed: number;
  readonly threads: number;
  readonly signal?: AbortSignal;
  progress?(curve: readonly CurvePoint[]): void;
}

export interface FineTuned {
  readonly encoder: BehaviourEncoder;
  readonly head: ClassifierHead;
  readonly curve: readonly CurvePoint[];
}

/**
 * Trains an encoder on with labels of some users, and the head with it. From a head without weights the encoder moves only
 * as the head comes to know it. (A head fitted to the frozen encoder has weights so large, as vectors differ little beside
 * their length, that the first steps undo what pre-training found: log loss on shoppers .115, against .102.) Stops when labelled users kept out are no longer told better, and keeps the parameters that told them
 * best, which may be those that came in.
 * @throws CANCELLED when the signal is raised.
 */
export async function fineTune(
  encoder: BehaviourEncoder,
  head: ClassifierHead,
  sequences: Sequences,
  users: LabelledUsers,
  params: FineTuneParams,
  { seed, threads, signal, progress }: FineTuneContext,
): Promise<FineTuned> {
  const random = createRandom(seed);
  const { shape, vocabulary } = encoder;
  const { batch: size, dropout, rate } = params;
  const encoderSpecs = encoderParameters(shape);
  const encoderSize = countParameters(encoderSpecs);
  const events = openBatch(shape, size, 1);
  const masks = dropoutPool([shape.length * size, shape.width], dropout, random.fork("dropout"));
  const { best, curve } = await learnClasses(
    {
      specs: { ...encoderSpecs, ...headParameters(shape.width, head.classes.length) },
      start: Float32Array.from([...encoder.parameters.subarray(0, encoderSize), ...head.parameters]),
      rate,
      pool(graph, trained) {
        const { encoded } = encodeEvents(graph, trained, shape, { batch: size, isDropped: true });
        return poolUsers(graph, encoded, shape, size);
      },
      fill(some, stream) {
        const rows = some.map((user) => sequences.newest[user] ?? -1);
        fillEvents(events, sequences, shape, rows);
        return { ...events.events, shares: events.shares, dropout: stream ? masks.draw(stream) : masks.none };
      },
    },
    users,
    { ...params, threads, signal, random, progress: (points) => progress?.(points) },
  );
  const tuned = { vocabulary, shape, parameters: best.slice(0, encoderSize) };
  return { encoder: tuned, head: { classes: head.classes, parameters: best.slice(encoderSize) }, curve };
}
