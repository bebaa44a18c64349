import { z } from "zod";
import type { Localised } from "../core/localised.ts";
import { schemaSentence } from "../core/schema-sentence.ts";

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

const protoKey = "__proto__";
const hiddenKey = `\u2060${protoKey}`;

/** Zod leaves a key "__proto__" out of a record; here it is a column's name like any other. */
const ColumnRoles = z.preprocess(
  (value) => renameKey(value, protoKey, hiddenKey),
  z
    .record(
      z.string(),
      z.union([ColumnRole, RoleWithReason], {
        error: schemaSentence({
          en: `write one of the roles: ${ColumnRole.options.join(", ")}`,
          zh: `须为以下角色之一：${ColumnRole.options.join("、")}`,
        }),
      }),
    )
    .overwrite((roles) => renameKey(roles, hiddenKey, protoKey)),
);

/** The same with another name for one of its own keys, in its place. */
function renameKey<T>(value: T, from: string, to: string): T {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, from)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key === from ? to : key, part])) as T;
}

/** A table as a person writes it: what is left out is detected. */
export const TableConfig = z.strictObject({
  kind: TableKind.optional(),
  /** Parts of the table, in order. May be left out where the files are given on the command line. */
  files: z.array(z.string().min(1)).max(1000).default([]),
  /** Column name → role. Columns not named keep the suggestion. Headerless files have column_1, column_2, … */
  columns: ColumnRoles.optional(),
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
    .refine(isTimeZone, {
      error: schemaSentence({
        en: "there is no such time zone; write one like Asia/Shanghai, Europe/London or UTC",
        zh: "没有这个时区，请填写如 Asia/Shanghai、Europe/London 或 UTC",
      }),
    })
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

/** The first 8 digits of an id's md5: users stand in that order, so that a stretch of a run's order is a stretch here. */
export const personalPlace = "place";

/**
 * How to reach people: `personal.parquet` holds user_id VARCHAR, place VARCHAR and a VARCHAR for each column, a row a user in
 * a run's row order (md5 of the id), for its owner's eyes only (0600). It is joined to exports (lib/activation) and read by
 * nothing else.
 */
export interface StoredPersonal {
  readonly file: string;
  readonly columns: readonly PersonalColumn[];
}

export type SetAsideReason =
  | "no-user"
  | "no-variant"
  | "bad-number"
  | "bad-date"
  | "wrong-width"
  | "bad-encoding"
  | "other-currency";

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
  /** Present where the tables are measurements of anything: their rows are no people. */
  readonly unit?: "row";
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

/** An error as people get to see it. */
export interface Problem {
  readonly code: string;
  readonly detail: Localised;
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
