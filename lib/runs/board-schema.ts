import { z } from "zod";
import { Localised } from "../core/localised-schema.ts";

/** Runs on one board, at most. */
export const boardSize = 12;

export const BoardQuery = z.strictObject({
  /** Ids of runs, set off by commas, at most twelve. */
  runs: z
    .string()
    .min(1)
    .max(boardSize * 37),
});
export type BoardQuery = z.infer<typeof BoardQuery>;

const BoardValue = z.object({
  value: z.number(),
  /** The same of clouds without groups; null where none were drawn. */
  null: z.number().nullable(),
});

export const BoardRow = z.object({
  id: z.string(),
  number: z.int(),
  status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  algorithm: Localised,
  /** How many segments were asked for, and what else was chosen. */
  settings: Localised,
  /** null until it is done. */
  segments: z.int().nullable(),
  /** Share of users in no segment. */
  noise: z.number().nullable(),
  /** By the id of the measure; what this run does not have is left out. */
  measures: z.record(z.string(), BoardValue),
});
export type BoardRow = z.infer<typeof BoardRow>;

export const BoardMeasure = z.object({
  id: z.string(),
  label: Localised,
  help: Localised,
  better: z.enum(["higher", "lower"]),
});
export type BoardMeasure = z.infer<typeof BoardMeasure>;

/** Several ways to segment the same users, side by side; no figure sums them up. */
export const BoardDto = z.object({
  /** In the order asked for. */
  runs: z.array(BoardRow),
  /** Those that some run has. */
  measures: z.array(BoardMeasure),
  /**
   * agreement[i][j]: adjusted Rand index and adjusted mutual information of runs i and j, on an even sample of 20,000 users; in
   * no segment counts as a group. null where one is not done, or is of other users.
   */
  agreement: z.array(z.array(z.object({ ari: z.number(), ami: z.number() }).nullable())),
});
export type BoardDto = z.infer<typeof BoardDto>;
