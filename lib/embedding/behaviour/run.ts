import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../../core/errors.ts";
import { createRandom } from "../../core/random.ts";
import type { Stage, StageContext } from "../../core/stage.ts";
import { openKernels } from "../../kernels/pool.ts";
import { writeNumbers } from "../../platform/number-file.ts";
import { reduceBlock } from "../reduce-block.ts";
import type { BehaviourConfig, BehaviourSummary, FieldGuesses, GuessQuality } from "../schema.ts";
import { rankByBaselines } from "./baselines.ts";
import { encodeUsers } from "./encode-users.ts";
import { writeEncoder } from "./encoder-file.ts";
import { guessingParameters } from "./guess.ts";
import { openGuesser } from "./guesser.ts";
import { encoderParameters } from "./model.ts";
import { type PretrainParams, pretrainDefaults, slotsFor } from "./params.ts";
import { type Pretrained, pretrain } from "./pretrain.ts";
import { buildSequences, type Sequences } from "./sequences.ts";
import { readEvents } from "./stored-events.ts";
import { learnVocabulary } from "./vocabulary.ts";

export interface BehaviourParams extends Omit<BehaviourConfig, "weight"> {
  readonly seed: number;
  /** ISO day: only what was done before it. */
  readonly before?: string;
}

/**
 * What users did as vectors, by a transformer that is trained on their own events: `vectors.f32`, `block.f32`, `block.json`
 * and `encoder.onnx`; NaN for who did nothing. A training that was stopped goes on where it was.
 */
export const behaviourStage: Stage<BehaviourParams> = {
  name: "behaviour",
  async run({ seed, length, epochs, dimensions, before }, context) {
    const { out, threads, progress } = context;
    progress({ fraction: 0, sentence: { en: "Collecting events", zh: "正在收集行为记录" } });
    const { users, source, events } = await readEvents(context, before);
    if (events.user.length === 0) throw new CladeError("NO_EVENTS");
    const params: PretrainParams = { ...pretrainDefaults, length, epochs };
    const vocabulary = learnVocabulary(events, params);
    const sequences = buildSequences(events, vocabulary, { users, length, windows: params.windows });
    const trained = await train(sequences, vocabulary, params, seed, context);
    progress({ fraction: 0.9, sentence: { en: "Checking what was learnt", zh: "正在检验学习效果" } });
    const guesses = await judge(sequences, params, trained, { seed, threads });
    const model = writeEncoder(trained.encoder);
    progress({ fraction: 0.95, sentence: { en: "Encoding users", zh: "正在编码用户" } });
    const vectors = await encodeUsers(model, trained.encoder.shape, sequences, { threads });
    const kernels = await openKernels({ threads });
    try {
      const block = reduceBlock(kernels, vectors, dimensions);
      writeFileSync(join(out, "encoder.onnx"), model);
      writeNumbers(join(out, "vectors.f32"), vectors.data);
      writeNumbers(join(out, "block.f32"), block.matrix.data);
      const summary: BehaviourSummary = {
        ...{ users, source, guesses },
        columns: Array.from({ length: block.matrix.cols }, (_, j) => `behaviour ${j + 1}`),
        covered: block.covered,
        events: events.user.length,
        dimension: vectors.cols,
        explained: block.explained,
        curve: trained.curve,
      };
      writeFileSync(join(out, "block.json"), JSON.stringify(summary));
    } finally {
      await kernels.close();
    }
  },
};

function train(
  sequences: Sequences,
  vocabulary: Parameters<typeof pretrain>[1],
  params: PretrainParams,
  seed: number,
  { threads, saved, progress }: StageContext,
): Promise<Pretrained> {
  const path = saved === undefined ? undefined : join(saved, "checkpoint");
  const resume = path !== undefined && existsSync(path) ? readFileSync(path) : undefined;
  return pretrain(sequences, vocabulary, params, {
    ...{ seed, threads },
    ...(resume ? { resume } : {}),
    progress: ({ step, steps, curve }) => {
      const loss = curve.at(-1)?.validationLoss.toFixed(3);
      progress({
        fraction: 0.05 + (0.85 * step) / steps,
        sentence: {
          en: `Training, step ${step} of at most ${steps}${loss ? `, loss ${loss}` : ""}`,
          zh: `正在训练，第 ${step} 步（至多 ${steps} 步）${loss ? `，损失 ${loss}` : ""}`,
        },
      });
    },
    checkpoint: async (bytes) => {
      if (saved === undefined || path === undefined) return;
      mkdirSync(saved, { recursive: true });
      writeFileSync(`${path}.part`, bytes);
      renameSync(`${path}.part`, path);
    },
  });
}

/** Hidden events of users that were kept out of training, guessed by the model and by two that learn nothing. */
async function judge(
  sequences: Sequences,
  params: PretrainParams,
  { encoder, validationRows, trainingRows }: Pretrained,
  { seed, threads }: { readonly seed: number; readonly threads: number },
): Promise<BehaviourSummary["guesses"]> {
  const { shape, parameters } = encoder;
  const asked = slotsFor(params);
  const specs = { ...encoderParameters(shape), ...guessingParameters(shape) };
  const guesser = await openGuesser(specs, parameters, shape, { batch: params.batch, asked, threads });
  try {
    const guess = async (which: "inside" | "last"): Promise<FieldGuesses> => {
      const hidden = () => ({
        ...{ sequences, shape, rows: validationRows },
        hiding: { which, share: params.hidden },
        random: createRandom(seed).fork("judge"),
      });
      const { ranks: model } = await guesser.rank(hidden());
      const { popularity, lastEvent } = rankByBaselines(hidden(), trainingRows, { batch: params.batch, asked });
      const of = (field: "item" | "category" | "type") => ({
        model: qualityOf(model[field]),
        popularity: qualityOf(popularity[field]),
        lastEvent: qualityOf(lastEvent[field]),
      });
      return { item: of("item"), category: of("category"), type: of("type") };
    };
    return { hidden: await guess("inside"), next: await guess("last") };
  } finally {
    await guesser.close();
  }
}

function qualityOf(ranks: Int32Array): GuessQuality {
  const share = (most: number) => ranks.filter((rank) => rank < most).length / Math.max(1, ranks.length);
  return { first: share(1), firstTen: share(10) };
}
