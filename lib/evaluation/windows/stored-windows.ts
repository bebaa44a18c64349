import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { completeRows, splitCompleteRows } from "../../clustering/complete-rows.ts";
import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import type { Random } from "../../core/random.ts";
import type { StageContext } from "../../core/stage.ts";
import type { Database } from "../../features/database.ts";
import { extractors } from "../../features/extractors/index.ts";
import type { FeaturesParams, FeaturesSummary } from "../../features/schema.ts";
import { asDatabase, makeFeatures } from "../../features/stored-features.ts";
import type { IngestSummary, Period } from "../../ingest/schema.ts";
import { openDuckDbs } from "../../platform/duckdb.ts";
import type { WindowsSummary } from "../judges-schema.ts";
import type { ClusterRows } from "../null-fits.ts";
import { readPeriod } from "../usefulness/stored-outcomes.ts";
import { compareWindows, type WindowFit } from "./compare-windows.ts";
import { type Days, halve } from "./halves.ts";

export interface SegmentsToFind {
  readonly cluster: ClusterRows;
  /** What to ask of the algorithm: k, or nothing where it finds that by itself. */
  readonly ks: readonly number[];
  /** Segments of the run, one a user of its features, and how many there are. */
  readonly labels: Int32Array;
  readonly k: number;
}

/** Users of each half, for each segment, that make a segment of it more than chance. */
const leastUsers = 20;
/** Order lines that are looked at, about; beyond, those of one user in so many. */
const mostRows = 2_000_000;

const reasons = {
  noOrders: { en: "There are no orders with dates to halve.", zh: "没有带日期的订单，无法按时间分成两半。" },
  short: { en: "The period is too short to halve.", zh: "时间跨度太短，无法分成两半。" },
  few: { en: "Too few users bought in each half.", zh: "每半段时间内购买的用户太少。" },
  dateless: { en: "Not applicable: these features have no dates.", zh: "不适用：这些特征没有日期。" },
  differ: { en: "The halves do not have the same features.", zh: "两半时间的特征不一致。" },
} as const;

/** Both halves with their features; null where too few bought in one to have any. */
export interface MadeWindows {
  readonly days: readonly [Days, Days];
  readonly windows: readonly [Window | null, Window | null];
}

/**
 * Features made once more from each half of the period, beside the stage's own. It needs nothing of the segments. fixedOf: users of fixed
 * segments (≥ 0), who are in none of the others; null: there are none.
 */
export async function makeWindows(
  features: FeaturesParams,
  fixedOf: Int32Array | null,
  { input, out, threads }: StageContext,
): Promise<Outcome<MadeWindows>> {
  const ingest: IngestSummary = JSON.parse(readFileSync(join(input("ingest"), "ingest.json"), "utf8"));
  const orders = ingest.tables.filter(({ kind }) => kind === "transactions");
  if (orders.length === 0) return inconclusive(reasons.noOrders);
  if (!hasDates(input("features"))) return inconclusive(reasons.dateless);
  const folder = join(out, "windows");
  mkdirSync(folder);
  const folders = [input("ingest"), input("features"), folder];
  // One for each half: the judges leave this thread free now and then only, and then both go on.
  const [first, second = first] = await openDuckDbs(2, { folders, threads, temporaryFolder: folder });
  try {
    const period = await readPeriod(first, ingest, input("ingest"));
    if (!period) return inconclusive(reasons.noOrders);
    const days = halve(upTo(period, features.referenceDate));
    if (!days) return inconclusive(reasons.short);
    const oneIn = Math.ceil(orders.reduce((sum, { rows }) => sum + rows, 0) / mostRows);
    const make = (connection: DuckDBConnection, { from, to }: Days) => {
      const config = { ...features, referenceDate: to, window: { since: from, oneIn } };
      return makeWindow(asDatabase(connection), config, fixedOf, input);
    };
    const making = [make(first, days[0]), make(second, days[1])] as const;
    // Neither connection is closed while the other half fails.
    await Promise.allSettled(making);
    return computed({ days, windows: await Promise.all(making) });
  } finally {
    second.closeSync();
    first.closeSync();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The run's segments looked for in each half, by itself. */
export async function findInWindows(
  { days, windows }: MadeWindows,
  input: SegmentsToFind,
  random: Random,
): Promise<Outcome<WindowsSummary>> {
  const [names, later] = windows.map((one) => one?.names.join("\n"));
  if (names !== undefined && later !== undefined && names !== later) return inconclusive(reasons.differ);
  const enough = leastUsers * Math.max(1, input.k);
  const fitted = async (window: Window | null, name: string) =>
    window && window.users.length >= enough ? fitWindow(window, input, random.fork(name)) : null;
  const first = await fitted(windows[0], "first");
  const second = await fitted(windows[1], "second");
  if (!first || !second) return inconclusive(reasons.few);
  return computed({
    first: { ...days[0], users: first.users.length },
    second: { ...days[1], users: second.users.length },
    ...compareWindows(first, second, input.labels, input.k),
  });
}

/** Whatever is not taken from orders is the same in both halves, so that segments of it alone would return for sure. */
function hasDates(folder: string): boolean {
  const { matrixColumns }: FeaturesSummary = JSON.parse(readFileSync(join(folder, "features.json"), "utf8"));
  return extractors.some(({ id }) => matrixColumns.includes(id));
}

/** What a run does not look at is not halved either. */
function upTo({ from, to }: Period, referenceDate: string | null): Period {
  return { from, to: referenceDate !== null && referenceDate < to ? referenceDate : to };
}

interface Window {
  readonly names: readonly string[];
  readonly x: Matrix;
  /** Of each row: the row of the same user in the run; −1: nowhere in it. */
  readonly users: Int32Array;
}

/** null where too few bought to have features. */
async function makeWindow(
  database: Database,
  config: FeaturesParams,
  fixedOf: Int32Array | null,
  input: StageContext["input"],
): Promise<Window | null> {
  const columns: Float32Array[] = [];
  const made = await orNothing(
    makeFeatures(database, { folder: input("ingest"), config, open: () => (column) => void columns.push(column) }),
  );
  if (!made) return null;
  const { users: rows, matrixColumns: names, categories, kept } = made;
  const data = new Float32Array(rows * columns.length);
  for (const [at, column] of columns.entries())
    for (const [row, value] of column.entries()) data[row * columns.length + at] = value;
  const known = `read_parquet(${database.text(join(input("features"), "users.parquet"))}, file_row_number = true)`;
  const [found = new Float64Array()] = await database.columns(
    `SELECT coalesce(file_row_number, -1)::DOUBLE FROM (SELECT user_id, rowid AS place FROM users WHERE ${kept})
    LEFT JOIN (SELECT user_id, file_row_number FROM ${known}) USING (user_id) ORDER BY place`,
    ...([rows, 1] as const),
  );
  const staysOut = (row: number) => (fixedOf?.[found[row] ?? -1] ?? -1) >= 0;
  const x = { data, rows, cols: columns.length, categories };
  const { complete, completeAt } = splitCompleteRows(x, names, { ...completeRows, staysOut });
  const users = completeAt ? completeAt.map((row) => found[row] ?? -1) : Int32Array.from(found);
  return { names, x: complete, users };
}

async function orNothing<T>(making: Promise<T>): Promise<T | null> {
  try {
    return await making;
  } catch (error) {
    if (error instanceof CladeError && (error.code === "TOO_FEW_USERS" || error.code === "NO_FEATURES")) return null;
    throw error;
  }
}

async function fitWindow(
  { x, users }: Window,
  { cluster, ks }: SegmentsToFind,
  random: Random,
): Promise<WindowFit | null> {
  const [fit] = await cluster(x, ks, random);
  return fit && fit.k > 0 ? { x, users, labels: fit.labels, centres: fit.centres } : null;
}
