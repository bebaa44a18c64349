import { z } from "zod";
import type { Localised } from "../core/localised.ts";
import type { CategoryColumns } from "../core/matrix.ts";
import type { AdaptationSummary } from "./adapter-schema.ts";

/** Encoders of texts by id; "none": texts do not enter the distances. */
export const TextEncoderId = z.enum(["none", "tf-idf", "word2vec", "embedded", "student", "onnx", "endpoint"]);
export type TextEncoderId = z.infer<typeof TextEncoderId>;

const weight = z.number().min(0.01).max(100).default(1);
/** Principal components of a block that enter the distances: another number trains and encodes nothing again. */
const dimensions = z.int().min(2).max(64);

/** What users wrote, as a block of the distances. */
export const TextConfig = z.strictObject({
  encoder: TextEncoderId.default("none"),
  /**
   * Id of the encoder ("onnx") or of the teacher ("student"; null: the bundled one), as Settings lists it; on the command
   * line a folder too.
   */
  model: z.string().min(1).nullable().default(null),
  precision: z.enum(["fp32", "int8"]).default("int8"),
  /** mean: every text of a user counts alike; recent: one half-life older counts half. */
  pooling: z.enum(["mean", "recent"]).default("mean"),
  halfLifeDays: z.number().min(1).max(3650).default(180),
  dimensions: dimensions.default(32),
  /** Labels that the vectors learn from: people's tags, or the label column; used where users held out show a gain. */
  adapt: z.enum(["none", "tags", "label"]).default("none"),
  /** On the command line, the CSV file (user_id, label) that holds the tags. */
  labels: z.string().min(1).nullable().default(null),
  weight,
});
export type TextConfig = z.infer<typeof TextConfig>;

/** What users did, in order, as a block of the distances. */
export const BehaviourConfig = z.strictObject({
  encoder: z.enum(["none", "transformer"]).default("none"),
  /**
   * The run whose trained encoder is used again, so that nothing is trained; on the command line the path of an
   * encoder.onnx. Its length stands in for `length` then.
   */
  from: z.string().min(1).nullable().default(null),
  /** Of the numbers that the encoder keeps; int8 takes a quarter of the room. */
  precision: z.enum(["fp32", "int8"]).default("fp32"),
  /** Users are encoded by half the encoder, taught to give the vectors of the whole; where it does not, by the whole. */
  student: z.boolean().default(false),
  /** Newest events of a user that are looked at. */
  length: z.int().min(4).max(256).default(32),
  /** At most so many passes over the users; training stops where it no longer learns. */
  epochs: z.int().min(1).max(200).default(20),
  dimensions: dimensions.default(16),
  weight,
});
export type BehaviourConfig = z.infer<typeof BehaviourConfig>;

export const EmbeddingConfig = z.strictObject({
  /** Of the features, relative to the other blocks. 0 leaves them out of the distances. */
  features: z.strictObject({ weight: z.number().min(0).max(100).default(1) }).prefault({}),
  text: TextConfig.prefault({}),
  behaviour: BehaviourConfig.prefault({}),
  /** early: the blocks' columns side by side; late: each block makes segments of its own, and they are brought to agree. */
  fusion: z.enum(["early", "late"]).default("early"),
});
export type EmbeddingConfig = z.infer<typeof EmbeddingConfig>;

/** A block as the fusion stage found it. */
export interface FusedBlockSummary {
  readonly id: "features" | "text" | "behaviour";
  readonly columns: number;
  readonly weight: number;
  /** Share of users that have every column of it, 0…1. */
  readonly coverage: number;
  /** Null where it enters the distances. */
  readonly leftOut: Localised | null;
}

/** `fusion.json`, beside `matrix.f32`: users × columns, row-major, NaN where a block says nothing of a user. */
export interface FusionSummary {
  readonly users: number;
  readonly columns: readonly string[];
  /** Those of them that are a category's levels. */
  readonly categories: readonly CategoryColumns[];
  readonly blocks: readonly FusedBlockSummary[];
  readonly notes: readonly Localised[];
}

/** `block.json` of the text and behaviour stages, beside `block.f32`: users × columns, NaN rows for who has none. */
export interface BlockSummary {
  readonly users: number;
  /** Names of the columns: "text 1", …, the first of which are fused. */
  readonly columns: readonly string[];
  /** Of the vectors' variance that each column holds, 0…1. */
  readonly shares: readonly number[];
  /** Users that have it. */
  readonly covered: number;
}

/** Whose matrix a stage reads; absent: the features'. */
export interface MatrixChoice {
  readonly matrix?: "fusion";
}

/** `block.json` of the text stage, and of the adapt stage after it. */
export interface TextSummary extends BlockSummary {
  /** Of the adapt stage's block alone. */
  readonly adaptation?: AdaptationSummary;
  readonly encoder: string;
  /** Of the vectors. */
  readonly dimension: number;
  readonly texts: number;
  /** Templates and default reviews that were not embedded. */
  readonly setApart: number;
  /** How near a student's vectors are to its teacher's on texts it was not taught on, 0…1; null: no student. */
  readonly student: { readonly cosine: number; readonly recall: number } | null;
}

/** Share of the vectors' variance that the fused columns keep, 0…1. */
interface Kept {
  readonly explained: number;
}

/** What a run's distances were made of, where they are not of the features alone. */
export interface UsedBlocks {
  readonly fusion: FusionSummary;
  readonly text: (TextSummary & Kept) | null;
  readonly behaviour: (BehaviourSummary & Kept) | null;
}

/** How often the true event was guessed first, and among the first ten, 0…1. */
export interface GuessQuality {
  readonly first: number;
  readonly firstTen: number;
}

/** By the model, by the commonest of all, and by the events nearest before it. */
export type FieldGuesses = Readonly<
  Record<"item" | "category" | "type", Readonly<Record<"model" | "popularity" | "lastEvent", GuessQuality>>>
>;

/** A smaller encoder beside the full one, at users that were kept out of training. */
export interface StandInQuality {
  readonly bytes: number;
  readonly fullBytes: number;
  /** Cosine to the full one's vectors, each less the mean of its own, and share of their ten nearest users found. */
  readonly cosine: number;
  readonly recall: number;
}

/** How an encoder was trained; kept in its file, so that a run that uses it again can say so. */
export interface BehaviourTraining {
  /** Loss by step, in nats a hidden event; the encoder is that of the lowest validation loss. */
  readonly curve: readonly { readonly step: number; readonly loss: number; readonly validationLoss: number }[];
  /** Losses of two that learn nothing, on the same hidden events as validation's: what is popular, and the event nearest. */
  readonly baselines: { readonly popularity: number; readonly lastEvent: number };
  /** Of users that were kept out of training: events hidden among others, and the newest event of all. */
  readonly guesses: Readonly<Record<"hidden" | "next", FieldGuesses>>;
  /** What int8 costs; null where users that were kept out are too few to say. */
  readonly int8: StandInQuality | null;
  /** What the student costs; absent: none was asked for; null: too few to say, and so not used. */
  readonly student?: (StandInQuality & { readonly isUsed: boolean }) | null;
}

/** `block.json` of the behaviour stage, beside `encoder.onnx` and, where it was trained here, `encoder.int8.onnx`. */
export interface BehaviourSummary extends BlockSummary, BehaviourTraining {
  /** "events", or "transactions" where there are no events. */
  readonly source: "events" | "transactions";
  readonly events: number;
  readonly dimension: number;
  /** Was the encoder trained by this run? */
  readonly isTrainedHere: boolean;
}
