import type { Random } from "../../core/random.ts";
import type { PretrainParams } from "../../embedding/behaviour/params.ts";
import { pretrain } from "../../embedding/behaviour/pretrain.ts";
import { buildSequences } from "../../embedding/behaviour/sequences.ts";
import { type EventTable, learnVocabulary } from "../../embedding/behaviour/vocabulary.ts";
import { threads } from "../classifiers/transformer.ts";
import type { Source } from "./cross-validate.ts";

/** How some users, numbered as they are given, become sequences of at most so many events. */
export interface Tokeniser {
  readonly length: number;
  tokenise(rows: Int32Array): EventTable;
}

export interface TokenOptions {
  readonly random: Random;
  /** Of pre-training, but the length, which is the tokeniser's. */
  readonly params: Omit<PretrainParams, "length">;
  readonly signal?: AbortSignal;
  /** Keeps what a training goes on from, so that a killed one loses little; the same training is always called the same. */
  readonly keep?: { read(name: string): Uint8Array | undefined; write(name: string, bytes: Uint8Array): void };
}

/** Users as sequences, with words and an encoder that each fold learns from its training users, without their classes. */
export function tokenSource(
  id: "features" | "events",
  learnTokeniser: (training: Int32Array) => Tokeniser,
  { random, params, signal, keep }: TokenOptions,
): Source<"tokens"> {
  return {
    id,
    view: "tokens",
    async prepare(training, fold, progress) {
      const { length, tokenise } = learnTokeniser(training);
      const own = { ...params, length };
      const events = tokenise(training);
      const vocabulary = learnVocabulary(events, own);
      const sequences = (table: EventTable, users: number, windows: number) =>
        buildSequences(table, vocabulary, { users, length, windows });
      const name = `${id}-${fold}`;
      const resume = keep?.read(name);
      const { encoder } = await pretrain(sequences(events, training.length, own.windows), vocabulary, own, {
        ...{ seed: random.fork(name).int(2 ** 31), threads },
        ...(signal && { signal }),
        ...(resume && { resume }),
        progress: ({ step, steps }) => progress(step / steps),
        checkpoint: async (bytes) => keep?.write(name, bytes),
      });
      return (rows) => ({ rows: rows.length, encoder, sequences: sequences(tokenise(rows), rows.length, 1) });
    },
  };
}
