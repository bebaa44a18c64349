import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../../core/errors.ts";
import { createRandom, type Random } from "../../core/random.ts";
import type { Stage, StageContext } from "../../core/stage.ts";
import type { BehaviourConfig, BehaviourTraining, FieldGuesses, GuessQuality } from "../schema.ts";
import { rankByBaselines } from "./baselines.ts";
import type { CurvePoint } from "./checkpoint.ts";
import { distil, distilSteps } from "./distil.ts";
import { readEncoder, writeEncoder } from "./encoder-file.ts";
import { guessingParameters } from "./guess.ts";
import { openGuesser } from "./guesser.ts";
import { judgeStandIn } from "./judge-stand-in.ts";
import { encoderParameters } from "./model.ts";
import { type PretrainParams, pretrainDefaults, slotsFor } from "./params.ts";
import { type BehaviourEncoder, type Pretrained, pretrain } from "./pretrain.ts";
import { buildSequences, type Sequences } from "./sequences.ts";
import { encodeBlock } from "./stored-block.ts";
import { readEvents, type StoredEvents } from "./stored-events.ts";
import { learnVocabulary } from "./vocabulary.ts";

export interface BehaviourParams extends Omit<BehaviourConfig, "weight" | "dimensions" | "from"> {
  readonly seed: number;
  /** SHA-256 of the encoder's file that is used again; absent: one is trained. */
  readonly trained?: string;
  /** ISO day: only what was done before it. */
  readonly before?: string;
  /** ISO day: the encoder that is used again saw nothing from it on. Absent: it saw all there is. */
  readonly trainedBefore?: string;
}

/**
 * What users did as vectors, by a transformer that is trained on their own events or was trained by an earlier run:
 * `vectors.f32`, `block.f32`, `block.json` and `encoder.onnx`, and `encoder.int8.onnx` where it was trained here; NaN for who
 * did nothing. A training that was stopped goes on where it was.
 */
export const behaviourStage: Stage<BehaviourParams> = {
  name: "behaviour",
  async run(params, context) {
    context.progress({ fraction: 0, sentence: { en: "Collecting events", zh: "正在收集行为记录" } });
    const stored = await readEvents(context, params.before);
    if (stored.events.user.length === 0) throw new CladeError("NO_EVENTS");
    // An encoder that was trained on all there is knows what came after a day.
    const { trained, before, trainedBefore } = params;
    const knowsNothingLater = before === undefined || (trainedBefore !== undefined && trainedBefore <= before);
    const isReused = trained !== undefined && knowsNothingLater;
    await (isReused ? encodeAgain : trainAndEncode)(params, stored, context);
  },
};

async function trainAndEncode(params: BehaviourParams, stored: StoredEvents, context: StageContext): Promise<void> {
  const { seed, length, epochs } = params;
  const { users, source, events } = stored;
  const { out, threads, progress } = context;
  const pretraining: PretrainParams = { ...pretrainDefaults, length, epochs };
  const vocabulary = learnVocabulary(events, pretraining);
  const sequences = buildSequences(events, vocabulary, { users, length, windows: pretraining.windows });
  const trained = await train(sequences, vocabulary, pretraining, seed, context);
  progress({ fraction: 0.9, sentence: { en: "Checking what was learnt", zh: "正在检验学习效果" } });
  const guesses = await judge(sequences, pretraining, trained, { seed, threads });
  const { curve, baselines } = trained;
  const random = createRandom(seed).fork("behaviour");
  const { encoder, ...student } = params.student
    ? await shrink(trained, sequences, random.fork("student"), context)
    : { encoder: trained.encoder };
  const saved = (precision: "fp32" | "int8") => ({ file: writeEncoder(encoder, { precision }), shape: encoder.shape });
  const judging = { threads, random: random.fork("int8") };
  const int8 = await judgeStandIn(saved("fp32"), saved("int8"), sequences, trained.validationRows, judging);
  const training: BehaviourTraining = { curve, baselines, guesses, int8: int8?.found ?? null, ...student };
  writeFileSync(join(out, "encoder.onnx"), writeEncoder(encoder, { training }));
  writeFileSync(join(out, "encoder.int8.onnx"), writeEncoder(encoder, { precision: "int8", training }));
  const about = { ...{ users, source, ...training, isTrainedHere: true }, events: events.user.length };
  await encodeBlock(encoder, sequences, params, about, context);
}

/** The encoder with half its layers where that gives nearly the same vectors, else as it is. */
async function shrink(
  { encoder, trainingRows, validationRows }: Pretrained,
  sequences: Sequences,
  random: Random,
  { threads, progress }: StageContext,
): Promise<{ encoder: BehaviourEncoder; student: NonNullable<BehaviourTraining["student"]> | null }> {
  const sentence = { en: "Teaching a smaller encoder", zh: "正在训练更小的编码器" };
  const layers = Math.ceil(encoder.shape.layers / 2);
  const smaller = await distil(encoder, sequences, trainingRows, {
    ...{ layers, steps: distilSteps, threads, random },
    progress: (fraction) => progress({ fraction: 0.91 + 0.03 * fraction, sentence }),
  });
  const [full, own] = [encoder, smaller].map((one) => ({ file: writeEncoder(one), shape: one.shape }));
  const judging = { threads, random: random.fork("judge") };
  const judged = full && own && (await judgeStandIn(full, own, sequences, validationRows, judging));
  if (!judged) return { encoder, student: null };
  const student = { ...judged.found, isUsed: judged.isNear };
  return { encoder: judged.isNear ? smaller : encoder, student };
}

/** By an encoder that another run trained: its own vocabulary and length, so that a user's vector is what it was there. */
async function encodeAgain(params: BehaviourParams, stored: StoredEvents, context: StageContext): Promise<void> {
  const { users, source, events } = stored;
  const bytes = readFileSync(context.resources?.behaviourEncoder ?? "");
  const { training, ...encoder } = readEncoder(bytes);
  if (training === undefined)
    throw new CladeError("MODEL_UNREADABLE", { problem: "it does not say how it was trained" });
  const { length } = encoder.shape;
  const sequences = buildSequences(events, encoder.vocabulary, { users, length, windows: 1 });
  writeFileSync(join(context.out, "encoder.onnx"), bytes);
  const about = { ...{ users, source, ...training, isTrainedHere: false }, events: events.user.length };
  await encodeBlock(encoder, sequences, params, about, context);
}

function train(
  sequences: Sequences,
  vocabulary: Parameters<typeof pretrain>[1],
  params: PretrainParams,
  seed: number,
  { threads, saved, progress }: StageContext,
): Promise<Pretrained> {
  const path = saved === undefined ? undefined : join(saved, "checkpoint");
  const resume = path !== undefined && existsSync(path) ? readFileSync(path) : undefined;
  const secondsLeft = openStopwatch();
  return pretrain(sequences, vocabulary, params, {
    ...{ seed, threads },
    ...(resume ? { resume } : {}),
    progress: (done) => {
      const { step, steps, curve } = done;
      const loss = curve.at(-1)?.validationLoss.toFixed(3);
      progress({
        training: { ...done, curve: curve.map(asPoint), secondsLeft: secondsLeft(step, steps) },
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

/** Short, since the curve travels with every message of progress. */
function asPoint({ step, loss, validationLoss }: CurvePoint): [number, number, number] {
  const short = (value: number) => Math.round(value * 1e4) / 1e4;
  return [step, short(loss), short(validationLoss)];
}

/** Left at the pace since the first call, validations and waiting included; null at the first. */
function openStopwatch(): (step: number, steps: number) => number | null {
  let first: { readonly step: number; readonly at: number } | undefined;
  return (step, steps) => {
    const at = performance.now() / 1000;
    first ??= { step, at };
    return step > first.step ? Math.round(((at - first.at) / (step - first.step)) * (steps - step)) : null;
  };
}

/** Hidden events of users that were kept out of training, guessed by the model and by two that learn nothing. */
async function judge(
  sequences: Sequences,
  params: PretrainParams,
  { encoder, validationRows, trainingRows }: Pretrained,
  { seed, threads }: { readonly seed: number; readonly threads: number },
): Promise<BehaviourTraining["guesses"]> {
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
