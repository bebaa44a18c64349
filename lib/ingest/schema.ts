import { z } from "zod";
import type { Localised } from "../core/localised.ts";

export const ColumnRole = z.enum([
  "user",
  "time",
  "order",
  "item",
  "quantity",
  "price",
  "amount",
  "order-total",
  "status",
  "currency",
  "event",
  "text",
  "label",
  "personal",
  "consent",
  "number",
  "category",
  "ignore",
]);
export type ColumnRole = z.infer<typeof ColumnRole>;

/**
 * transactions: lines of orders · users: one row each · events: what users did, in time · texts: what they wrote, or texts
 * alone · items: what the shop sells, one row each
 */
export const TableKind = z.enum(["transactions", "users", "events", "texts", "items"]);
export type TableKind = z.infer<typeof TableKind>;

export const Encoding = z.enum(["utf-8", "utf-16le", "utf-16be", "gb18030"]);
export type Encoding = z.infer<typeof Encoding>;

/** One character, or `whitespace` for runs of blanks and tabs (leading ones skipped). */
export const Separator = z.enum([",", ";", "\t", "|", "whitespace"]);
export type Separator = z.infer<typeof Separator>;

export const DateOrder = z.enum(["ymd", "dmy", "mdy"]);
export type DateOrder = z.infer<typeof DateOrder>;

/** What is done with stored rows before they count. Every rule is visible in run.json and editable there. */
export const Recipe = z.strictObject({
  /** Leave out lines that repeat an earlier one in every column. They are counted either way. */
  dropDuplicates: z.boolean().default(false),
  /** Codes (whole, case-insensitive; a * at the end stands for any ending) of lines that are no products: postage, fees. */
  nonProductItems: z.array(z.string()).default([]),
  /** Orders whose status is one of these (case-insensitive) are left out: unpaid, cancelled. */
  leaveOutStatuses: z.array(z.string()).default([]),
  /** Keep only rows in this currency; needed where a file mixes several. */
  currency: z.string().nullable().default(null),
  /** Undo what spreadsheets do to ids: ="123" → 123, 17850.0 → 17850, 1.23E+5 → 123000. Leading zeros always stay. */
  repairIds: z.boolean().default(false),
  /** An order id that starts with this is a return (cancellation), e.g. "C" on Online Retail. */
  returnOrderPrefix: z.string().nullable().default(null),
});
export type Recipe = z.infer<typeof Recipe>;

/** Intl knows the zones, and takes offsets such as +08:00, which are none; asking it costs milliseconds. */
function isTimeZone(zone: string): boolean {
  if (zone === "UTC") return true;
  if (!/^[a-z]/i.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const RoleWithReason = z.strictObject({ role: ColumnRole, reason: z.string().optional() });

/** A table as a person writes it: what is left out is detected. */
export const TableConfig = z.strictObject({
  kind: TableKind.optional(),
  /** Parts of the table, in order. May be left out where the files are given on the command line. */
  files: z.array(z.string().min(1)).max(1000).default([]),
  /** Column name → role. Columns not named keep the suggestion. Headerless files have column_1, column_2, … */
  columns: z
    .record(
      z.string(),
      z.union([ColumnRole, RoleWithReason], { error: `write one of the roles: ${ColumnRole.options.join(", ")}` }),
    )
    .optional(),
  /** false: no header. A number: that many lines before the data, the last of which is the header. */
  header: z.union([z.boolean(), z.int().min(0).max(1000)]).optional(),
  encoding: Encoding.optional(),
  separator: Separator.optional(),
  quote: z.enum(['"', "'", ""]).optional(),
  /** Decimal mark of numbers; the other one may group thousands. */
  decimal: z.enum([".", ","]).optional(),
  dateOrder: DateOrder.optional(),
  /** IANA zone in which times without an offset are read and days are counted. */
  timeZone: z
    .string()
    .refine(isTimeZone, { error: "there is no such time zone; write one like Asia/Shanghai, Europe/London or UTC" })
    .optional(),
  recipe: Recipe.partial().optional(),
});
export type TableConfig = z.infer<typeof TableConfig>;

export interface ResolvedColumn {
  /** Header text, made unique; column_1… without a header. */
  readonly name: string;
  readonly role: ColumnRole;
  /** Why this role was suggested, or "set in the config". */
  readonly reason: Localised;
}

/**
 * A table with everything decided: what the ingest stage reads by. JSON-safe; part of the stage's key. A users table
 * without a column for `user` has its row numbers (from 1, over all parts) as ids.
 */
export interface ResolvedTable {
  readonly kind: TableKind;
  readonly files: readonly string[];
  readonly columns: readonly ResolvedColumn[];
  /** Physical lines before the first data row (preamble and header). */
  readonly linesBeforeData: number;
  readonly hasHeader: boolean;
  readonly encoding: Encoding;
  readonly separator: Separator;
  readonly quote: '"' | "'" | "";
  readonly decimal: "." | ",";
  readonly dateOrder: DateOrder;
  /** Formats (strptime) of the sample's times, commonest first; tried before the rest of timeFormats(dateOrder). */
  readonly timeFormats: readonly string[];
  readonly timeZone: string;
  readonly recipe: Recipe;
  /** Offers and findings of the detection, for people: "ids end in .0: the fix is on". */
  readonly notes: readonly Localised[];
}

/** Parameters of the ingest stage. `hashes[t][f]` is the SHA-256 of the bytes of tables[t].files[f]; paths are not in the key. */
export interface IngestParams {
  readonly tables: readonly ResolvedTable[];
  readonly hashes: readonly (readonly string[])[];
  /** Personal columns kept apart for exports, or dropped: the command line has nobody to tell who may see them. */
  readonly personal: "apart" | "drop";
}

/**
 * A stored table: `files` in the artefact (Parquet), one after the other, read by way of `storedRowsSql`. Rows that were
 * set aside still stand in them, with their `problem` (1 + index of the column, 0 for rows without one). Transactions
 * hold, under these names, whatever roles are present, always at least user_id, time, amount and the three flags:
 *   user_id VARCHAR · time TIMESTAMP (local to the table's zone) · order_id VARCHAR · item VARCHAR ·
 *   quantity DECIMAL(18,3) · price DECIMAL(18,4) · amount DECIMAL(18,4), the line's worth, negative for returns ·
 *   is_return BOOLEAN · is_product BOOLEAN · counts BOOLEAN (false: left out by its status or as a duplicate) ·
 *   problem USMALLINT
 * followed by other kept columns under `parquet`. Users hold user_id VARCHAR, then one column each: DOUBLE for
 * numbers and labels, VARCHAR for the rest, NULL where missing. Of the other kinds, these where the roles are present,
 * then other columns as in users, and `problem`:
 *   events  user_id · time · event VARCHAR · item · category VARCHAR · price DECIMAL(18,4)
 *   texts   user_id (the row's number where no column says who wrote) · time · item · text VARCHAR
 *   items   item · category · price · text (its name or description)
 */
export interface StoredTable {
  readonly files: readonly string[];
  readonly kind: TableKind;
  readonly columns: readonly { readonly name: string; readonly role: ColumnRole; readonly parquet: string }[];
  /** Rows without a problem. */
  readonly rows: number;
  /** Users among them; 0 for items. */
  readonly users: number;
  /** Of these, how many are users of the transactions, else of the users tables; null for those and where there are none. */
  readonly matched: number | null;
  /** File of the users (user_id) whose every purchase is a line that is no product: they keep those lines. Null: none. */
  readonly exempt: string | null;
}

export type PersonalKind = "email" | "phone" | "name" | "address" | "other";

/** A column of `personal.parquet`. */
export interface PersonalColumn {
  /** As the shop's file has it. */
  readonly name: string;
  readonly parquet: string;
  readonly kind: PersonalKind;
  /** That have a value. */
  readonly people: number;
}

/**
 * How to reach people: `personal.parquet` holds user_id VARCHAR and a VARCHAR for each column, a row a user, for its owner's
 * eyes only (0600). It is joined to exports (lib/activation) and read by nothing else.
 */
export interface StoredPersonal {
  readonly file: string;
  readonly columns: readonly PersonalColumn[];
}

export type SetAsideReason = "no-user" | "bad-number" | "bad-date" | "wrong-width" | "bad-encoding" | "other-currency";

/** `ingest.json`: what was read, kept, set aside and left out. rowsIn = rowsStored + rowsSetAside, always. */
export interface IngestSummary {
  readonly tables: readonly StoredTable[];
  readonly rowsIn: number;
  readonly rowsStored: number;
  readonly rowsSetAside: number;
  readonly setAside: readonly { readonly reason: SetAsideReason; readonly rows: number }[];
  /** Of the transactions; null where there are none or no amounts. Money in the shop's currency. */
  readonly revenue: RevenueSummary | null;
  readonly currency: string | null;
  /** Users of the transactions, else of the users tables, else of all tables. */
  readonly knownUsers: number;
  /** Users with at least one positive purchase (quantity and amount above 0, no return), before recipe exclusions. */
  readonly buyers: number;
  readonly duplicates: { readonly rows: number; readonly dropped: boolean };
  readonly nonProducts: { readonly rows: number; readonly amount: number; readonly items: readonly string[] };
  readonly leftOutByStatus: readonly { readonly status: string; readonly rows: number }[];
  /** First and last time of the transactions, else of the events. */
  readonly period: Period | null;
  /** Null where there is none, or none is kept. */
  readonly personal: StoredPersonal | null;
  readonly notes: readonly Localised[];
}

/** First and last time of the orders, on the clock of the data. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface RevenueSummary {
  /** Positive purchases of known users, before duplicates and non-products are left out. */
  readonly known: number;
  /** Positive purchases of rows without a user. */
  readonly guest: number;
  /** known / (known + guest), 0…1. */
  readonly knownShare: number;
}

/** What the sample shop is called, until somebody gives it a name: pages say it in the reader's language. */
export const sampleName: Localised = { en: "Sample shop Lumen", zh: "示例店铺 Lumen" };

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

/** An error as people get to see it. */
export interface Problem {
  readonly code: string;
  readonly detail: Localised;
}

export type UploadStatus = "uploading" | "complete" | "refused";

export interface UploadDto {
  readonly id: string;
  readonly datasetId: string | null;
  readonly name: string;
  readonly size: number;
  readonly received: number;
  readonly sha256: string | null;
  readonly status: UploadStatus;
  readonly createdAt: string;
  readonly completedAt: string | null;
}

export type DatasetStatus = "preparing" | "draft" | "reading" | "ready" | "failed";
export type PreviewState = "none" | "queued" | "ready" | "failed";

export interface DatasetDto {
  readonly id: string;
  readonly name: string;
  readonly status: DatasetStatus;
  readonly previewState: PreviewState;
  readonly revision: number;
  readonly isSample: boolean;
  readonly error: Problem | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Of the files, in bytes. */
  readonly size: number;
  readonly files: number;
  /** The newest version and its figures; null until it is read. */
  readonly version: number | null;
  readonly refreshedAt: string | null;
  readonly users: number | null;
  readonly rows: number | null;
  readonly rowsSetAside: number | null;
  readonly period: Period | null;
}

export interface DatasetDetailDto extends DatasetDto {
  /** Those of the description at hand. */
  readonly uploads: readonly UploadDto[];
  /** As described, complete once it has been read. */
  readonly tables: readonly TableConfig[];
  /** Of the newest version. */
  readonly summary: IngestSummary | null;
  /** The run that reads it, while it does. */
  readonly readingRunId: string | null;
}

/** What one read of a dataset found; it never changes. */
export interface VersionDto {
  /** 1, 2, … in its dataset */
  readonly number: number;
  readonly createdAt: string;
  /** Null where they are no member any more. */
  readonly createdBy: string | null;
  readonly files: readonly { readonly name: string; readonly size: number }[];
  readonly rows: number;
  readonly rowsSetAside: number;
  readonly users: number;
  readonly period: Period | null;
  /** Analyses that work on it. */
  readonly runs: number;
}

export interface VersionDetailDto extends VersionDto {
  readonly tables: readonly TableConfig[];
  readonly summary: IngestSummary;
}

/** `preview.json`: every table with its roles and reasons, its first rows, and what keeps it from being read. */
export interface Preview {
  readonly tables: readonly PreviewTable[];
}

export interface PreviewTable {
  /** `files` are ids of uploads. */
  readonly table: ResolvedTable;
  /** The same as a person would write it: what the screen edits and sends back. */
  readonly config: TableConfig;
  /** The first rows, cell by cell in the order of the columns; long cells are cut. */
  readonly rows: readonly (readonly string[])[];
  /** The line of the file that each row stands on. */
  readonly lines: readonly number[];
  /** Rows of the sample whose number of cells differs from the header's. */
  readonly oddWidths: number;
  readonly problem: Problem | null;
}
