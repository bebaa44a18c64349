import { z } from "zod";
import { Localised } from "../core/localised-schema.ts";

export const ExportFilter = z.strictObject({
  /** A feature of the run, in its real unit. */
  feature: z.string().min(1).max(200),
  op: z.enum(["at-least", "at-most"]),
  value: z.number(),
});
export type ExportFilter = z.infer<typeof ExportFilter>;

/** People that are taken off a list, by their ids: those of a segment or a run of whatever dataset, or of an earlier list. */
export const TakenOff = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("segment"), id: z.uuid() }),
  z.strictObject({ kind: z.literal("run"), id: z.uuid() }),
  z.strictObject({
    kind: z.literal("export"),
    id: z.uuid(),
    /** Those who were on it, or those who were held back as its control group. */
    part: z.enum(["list", "control"]).default("list"),
  }),
]);
export type TakenOff = z.infer<typeof TakenOff>;

/** Which list, with what on it. */
export const NewExport = z.strictObject({
  runId: z.uuid(),
  /** Left out: everybody of the run. */
  segmentId: z.uuid().optional(),
  /**
   * Those in no segment: as they are, left out, or counted for the segment nearest to them, in whose list and under whose
   * name they then stand.
   */
  noise: z.enum(["keep", "leave-out", "nearest"]).default("keep"),
  /** All must hold; somebody without the value does not pass. */
  filters: z.array(ExportFilter).max(20).default([]),
  minus: z.array(TakenOff).max(20).default([]),
  /** Features beside the id; "segment", "name" and "silhouette" too, "strength", "outlier", "membership" (of each segment) or "membership_0" … where the run's algorithm has them, "similarity_0" … where people's texts have vectors. */
  columns: z.array(z.string().min(1).max(200)).max(300).default(["segment", "name"]),
  /** Personal columns (`GET /exports/options`), for admins and marketers. */
  personal: z.array(z.string().min(1).max(220)).max(100).default([]),
  /** A byte order mark, which Excel needs to read Chinese. */
  bom: z.boolean().default(false),
  /** Held back at random as a control group, 0…0.5. */
  controlShare: z.number().min(0).max(0.5).default(0),
  /** Of the file's name and of segment names in it. */
  locale: z.enum(["en", "zh"]).default("en"),
});
export type NewExport = z.infer<typeof NewExport>;

export const ExportFile = z.strictObject({ part: z.enum(["list", "control"]).default("list") });
export type ExportFile = z.infer<typeof ExportFile>;

export const ExportsQuery = z.strictObject({ runId: z.string().optional() });
export const ExportOptionsQuery = z.strictObject({ runId: z.string() });

export const ExportDto = z.object({
  id: z.string(),
  runId: z.string(),
  segmentId: z.string().nullable(),
  title: z.string(),
  /** On the list. */
  rows: z.int(),
  /** Taken off because they are on another list. */
  excluded: z.int(),
  /** Left out because they did not agree to be written to. */
  withoutConsent: z.int(),
  controlShare: z.number(),
  /** Held back, by this seed. */
  controlRows: z.int(),
  controlSeed: z.int().nullable(),
  /** Personal columns on it. */
  personal: z.array(z.string()),
  /** Of its file: not taken yet, on its way, taken whole, or cut on the way. */
  status: z.enum(["made", "streaming", "done", "broken"]),
  createdAt: z.iso.datetime(),
});
export type ExportDto = z.infer<typeof ExportDto>;

/** What a list of a run may hold, and whom it may leave out. */
export const ExportOptionsDto = z.object({
  /** Ids of what may stand beside a person: the segment, its name, the silhouette, what the algorithm says of each person and the run's features. */
  columns: z.array(z.string()),
  /** Personal columns, whoever asks: their names tell nothing of anybody. */
  personal: z.array(
    z.object({ id: z.string(), name: z.string(), kind: z.enum(["email", "phone", "name", "address", "other"]) }),
  ),
  mayReadPersonal: z.boolean(),
  /** People in no segment. */
  noise: z.int(),
  /** People of the run who did not agree to be written to; null where the data do not say. */
  withoutConsent: z.int().nullable(),
  /** Segments beside those of the run itself. */
  segments: z.array(
    z.object({
      id: z.string(),
      name: Localised,
      ownName: z.string().nullable(),
      datasetName: z.string(),
      runNumber: z.int(),
    }),
  ),
  /** Other runs, newest first. */
  runs: z.array(z.object({ id: z.string(), number: z.int(), datasetName: z.string() })),
  /** Earlier lists, newest first. */
  exports: z.array(ExportDto),
});
export type ExportOptionsDto = z.infer<typeof ExportOptionsDto>;
