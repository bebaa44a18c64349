import { z } from "zod";
import { Localised } from "../core/localised-schema.ts";
import {
  ColumnRole,
  DateOrder,
  Encoding,
  type IngestSummary,
  type PreviewTable as PreviewTableOf,
  Recipe,
  Separator,
  TableConfig,
  TableKind,
} from "./schema.ts";

/** Somebody's tables, on the server. In a dataset, `files` of a table are ids of uploads. */
export const CreateDataset = z.strictObject({ name: z.string().trim().min(1).max(120) });
export type CreateDataset = z.infer<typeof CreateDataset>;

/** What people correct on the describing screen. An empty list of tables asks for those that the files seem to hold. */
export const DescribeDataset = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  tables: z.array(TableConfig).max(100).optional(),
  /** The uploads that stand from now on, beside `tables`; the others stay with the versions that were read from them. */
  files: z.array(z.string()).min(1).max(1000).optional(),
});
export type DescribeDataset = z.infer<typeof DescribeDataset>;

/** The sample shop as a dataset; with `run`, the default analysis starts as soon as it is read. */
export const CreateSampleDataset = z.strictObject({
  language: z.enum(["en", "zh", "both"]).default("both"),
  users: z.int().min(100).max(20_000).default(3000),
  run: z.boolean().default(true),
});
export type CreateSampleDataset = z.infer<typeof CreateSampleDataset>;

const Problem = z.object({ code: z.string(), detail: Localised }).nullable();
/** First and last time of the orders, on the clock of the data. */
const Period = z.object({ from: z.string(), to: z.string() }).nullable();

export const UploadDto = z.object({
  id: z.string(),
  datasetId: z.string().nullable(),
  name: z.string(),
  size: z.number(),
  received: z.number(),
  sha256: z.string().nullable(),
  status: z.enum(["uploading", "complete", "refused"]),
  createdAt: z.string(),
  completedAt: z.string().nullable(),
});
export type UploadDto = Readonly<z.infer<typeof UploadDto>>;

export const DatasetDto = z.object({
  id: z.string(),
  name: z.string(),
  /** Of the description at hand; the versions before stay in use meanwhile. */
  status: z.enum(["preparing", "draft", "reading", "ready", "failed"]),
  previewState: z.enum(["none", "queued", "ready", "failed"]),
  revision: z.int(),
  isSample: z.boolean(),
  error: Problem,
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Of the files, in bytes. */
  size: z.number(),
  files: z.int(),
  /** The newest version and its figures; null until it is read. */
  version: z.int().nullable(),
  refreshedAt: z.string().nullable(),
  users: z.int().nullable(),
  rows: z.int().nullable(),
  rowsSetAside: z.int().nullable(),
  period: Period,
});
export type DatasetDto = Readonly<z.infer<typeof DatasetDto>>;
export type DatasetStatus = DatasetDto["status"];

const Count = z.int().min(0);

const StoredTable = z.object({
  files: z.array(z.string()),
  kind: TableKind,
  columns: z.array(z.object({ name: z.string(), role: ColumnRole, parquet: z.string() })),
  rows: Count,
  users: Count,
  matched: Count.nullable(),
  exempt: z.string().nullable(),
});

const StoredPersonal = z.object({
  file: z.string(),
  columns: z.array(
    z.object({
      name: z.string(),
      parquet: z.string(),
      kind: z.enum(["email", "phone", "name", "address", "other"]),
      people: Count,
    }),
  ),
});

const SetAsideReason = z.enum([
  ...["no-user", "no-variant", "bad-number", "bad-date"],
  ...["wrong-width", "bad-encoding", "other-currency"],
] as const);

/** `ingest.json` as the API describes it. */
const Summary: z.ZodType<IngestSummary> = z.object({
  tables: z.array(StoredTable),
  rowsIn: Count,
  rowsStored: Count,
  rowsSetAside: Count,
  setAside: z.array(z.object({ reason: SetAsideReason, rows: Count })),
  revenue: z.object({ known: z.number(), guest: z.number(), knownShare: z.number() }).nullable(),
  currency: z.string().nullable(),
  knownUsers: Count,
  /** There where its tables are measurements of anything, whose rows are no people. */
  unit: z.literal("row").exactOptional(),
  buyers: Count,
  duplicates: z.object({ rows: Count, dropped: z.boolean() }),
  nonProducts: z.object({ rows: Count, amount: z.number(), items: z.array(z.string()) }),
  leftOutByStatus: z.array(z.object({ status: z.string(), rows: Count })),
  period: Period,
  personal: StoredPersonal.nullable(),
  notes: z.array(Localised),
});

export const DatasetDetailDto = DatasetDto.extend({
  /** Those of the description at hand. */
  uploads: z.array(UploadDto),
  /** As described, complete once it has been read. */
  tables: z.array(TableConfig),
  /** Of the newest version. */
  summary: Summary.nullable(),
  /** The run that reads it, while it does. */
  readingRunId: z.string().nullable(),
});
export type DatasetDetailDto = Readonly<z.infer<typeof DatasetDetailDto>>;

/** What one read of a dataset found; it never changes. */
export const VersionDto = z.object({
  /** 1, 2, … in its dataset */
  number: z.int(),
  createdAt: z.string(),
  /** Null where they are no member any more. */
  createdBy: z.string().nullable(),
  files: z.array(z.object({ name: z.string(), size: z.number() })),
  rows: Count,
  rowsSetAside: Count,
  users: Count,
  period: Period,
  /** Analyses that work on it. */
  runs: Count,
});
export type VersionDto = Readonly<z.infer<typeof VersionDto>>;

export const VersionDetailDto = VersionDto.extend({ tables: z.array(TableConfig), summary: Summary });
export type VersionDetailDto = Readonly<z.infer<typeof VersionDetailDto>>;

const ResolvedTable = z.object({
  kind: TableKind,
  files: z.array(z.string()),
  columns: z.array(z.object({ name: z.string(), role: ColumnRole, reason: Localised })),
  linesBeforeData: Count,
  hasHeader: z.boolean(),
  encoding: Encoding,
  separator: Separator,
  quote: z.enum(['"', "'", ""]),
  decimal: z.enum([".", ","]),
  dateOrder: DateOrder,
  timeFormats: z.array(z.string()),
  timeZone: z.string(),
  recipe: Recipe,
  notes: z.array(Localised),
});

const PreviewTable: z.ZodType<PreviewTableOf> = z.object({
  table: ResolvedTable,
  config: TableConfig,
  rows: z.array(z.array(z.string())),
  lines: z.array(z.int()),
  oddWidths: Count,
  problem: Problem,
});

export const PreviewDto = z.object({ tables: z.array(PreviewTable) });

/** One column of a stored table, exactly: over every row that was kept. */
export const ColumnProfile = z.object({
  name: z.string(),
  role: ColumnRole,
  /** How it is stored. */
  type: z.enum(["number", "time", "text", "yes-no"]),
  /** Rows that have a value. */
  filled: Count,
  distinct: Count,
  /** Of numbers and times (ISO, on the clock of the data); null for the rest, and where nothing is filled. */
  range: z
    .object({
      min: z.union([z.number(), z.string()]),
      median: z.union([z.number(), z.string()]),
      max: z.union([z.number(), z.string()]),
    })
    .nullable(),
  /** Rows in equally wide bins from min to max; empty where there is no range, or all values are one. */
  bins: z.array(Count),
  /** The commonest values with their rows; empty for numbers and times, and where nearly every row has its own. */
  top: z.array(z.object({ value: z.string(), rows: Count })),
});
export type ColumnProfile = Readonly<z.infer<typeof ColumnProfile>>;

export const ProfileDto = z.object({
  tables: z.array(z.object({ kind: TableKind, rows: Count, columns: z.array(ColumnProfile) })),
});
export type ProfileDto = Readonly<z.infer<typeof ProfileDto>>;

export const QuarantineQuery = z.strictObject({
  reason: SetAsideReason.optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type QuarantineQuery = z.infer<typeof QuarantineQuery>;

/** A page of the quarantined rows, in the order of files and lines. */
export const QuarantineDto = z.object({
  items: z.array(
    z.object({
      file: z.string(),
      line: z.int(),
      /** Null where the whole row is at fault. */
      column: z.string().nullable(),
      value: z.string(),
      reason: SetAsideReason,
    }),
  ),
  /** Rows there are, of this reason where one is asked for. */
  total: Count,
});
export type QuarantineDto = Readonly<z.infer<typeof QuarantineDto>>;
