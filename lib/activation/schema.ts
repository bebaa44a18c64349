import { z } from "zod";

export const ExportFilter = z.strictObject({
  /** A feature of the run, in its real unit. */
  feature: z.string().min(1).max(200),
  op: z.enum(["at-least", "at-most"]),
  value: z.number(),
});
export type ExportFilter = z.infer<typeof ExportFilter>;

/** Which list, with what on it. */
export const NewExport = z.strictObject({
  runId: z.uuid(),
  /** Left out: everybody of the run. */
  segmentId: z.uuid().optional(),
  /** All must hold; somebody without the value does not pass. */
  filters: z.array(ExportFilter).max(20).default([]),
  /** Another segment of the same run whose members are taken off. */
  minusSegmentId: z.uuid().optional(),
  /** Features beside the id; "segment", "name" and "silhouette" too. */
  columns: z.array(z.string().min(1).max(200)).max(300).default(["segment", "name"]),
  /** A byte order mark, which Excel needs to read Chinese. */
  bom: z.boolean().default(false),
  /** Held back at random as a control group, 0…0.5. */
  controlShare: z.number().min(0).max(0.5).default(0),
});
export type NewExport = z.infer<typeof NewExport>;

export const ExportFile = z.strictObject({ part: z.enum(["list", "control"]).default("list") });
export type ExportFile = z.infer<typeof ExportFile>;

export interface ExportDto {
  readonly id: string;
  readonly runId: string;
  readonly segmentId: string | null;
  /** On the list. */
  readonly rows: number;
  /** Left out because they did not agree to be written to. */
  readonly withoutConsent: number;
  readonly controlShare: number;
  /** Held back, by this seed. */
  readonly controlRows: number;
  readonly controlSeed: number | null;
  readonly createdAt: string;
}
