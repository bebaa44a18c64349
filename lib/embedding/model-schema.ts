import { z } from "zod";

const Words = z.object({ en: z.string(), zh: z.string() });

export const ModelTaskKind = z.enum(["download", "check", "measure"]);
export type ModelTaskKind = z.infer<typeof ModelTaskKind>;

/** What a check found: the folder's own words, and the hash of the file that was run. */
export const CheckResult = z.object({
  dimension: z.int(),
  maxTokens: z.int(),
  sha256: z.string(),
  /** Did every file have the pinned or recorded SHA-256? null: none is known, as of a folder that was put there by hand. */
  isAsRecorded: z.boolean().nullable(),
});
export type CheckResult = z.infer<typeof CheckResult>;

/** What a measurement found on this machine. */
export const MeasureResult = z.object({
  textsPerSecond: z.number(),
  threads: z.int(),
  /** Cosine of int8 to fp32 vectors of the same texts, mean and least; null where there is no fp32 file to compare with. */
  closeness: z.object({ meanCosine: z.number(), minCosine: z.number() }).nullable(),
});
export type MeasureResult = z.infer<typeof MeasureResult>;

export const ModelTaskDto = z.object({
  kind: ModelTaskKind,
  status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  /** Bytes so far, and of how many where that is known; of the file that is being fetched. */
  bytes: z.number(),
  total: z.number().nullable(),
  error: z.object({ code: z.string(), detail: Words }).nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ModelTaskDto = Readonly<z.infer<typeof ModelTaskDto>>;

export const ModelFileDto = z.object({
  precision: z.enum(["int8", "fp32"]),
  /** Of the file that is here, else of the download. */
  megabytes: z.number().nullable(),
  isHere: z.boolean(),
  tasks: z.array(ModelTaskDto),
  checked: CheckResult.nullable(),
  measured: MeasureResult.nullable(),
});
export type ModelFileDto = Readonly<z.infer<typeof ModelFileDto>>;

/** A text encoder: of the catalogue, downloaded, or a folder of CLADE_MODELS. */
export const ModelDto = z.object({
  id: z.string(),
  isCatalogued: z.boolean(),
  /** Clade reads it and changes nothing: it can be neither downloaded nor removed here. */
  isShared: z.boolean(),
  languages: z.enum(["en", "zh", "multilingual"]).nullable(),
  licence: z.string().nullable(),
  dimension: z.int().nullable(),
  help: Words.nullable(),
  files: z.array(ModelFileDto),
});
export type ModelDto = Readonly<z.infer<typeof ModelDto>>;

export const ModelList = z.object({
  items: z.array(ModelDto),
  /** Where downloads come from. */
  hub: z.string(),
});
export type ModelList = Readonly<z.infer<typeof ModelList>>;

export const NewModelTask = z.strictObject({ kind: ModelTaskKind, precision: z.enum(["int8", "fp32"]) });
export type NewModelTask = z.infer<typeof NewModelTask>;

/** Which file of which model, and what is done with it: a task's row, and its job. */
export const ModelTaskKey = NewModelTask.extend({ modelId: z.string() });
export type ModelTaskKey = z.infer<typeof ModelTaskKey>;
