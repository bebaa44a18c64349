import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { completeRows, splitCompleteRows } from "../../clustering/complete-rows.ts";
import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import type { Random } from "../../core/random.ts";
import type { StageContext } from "../../core/stage.ts";
import { extractors } from "../../features/extractors/index.ts";
import { featuresStage } from "../../features/run.ts";
import type { FeaturesParams, FeaturesSummary } from "../../features/schema.ts";
import type { IngestSummary, Period } from "../../ingest/schema.ts";
import { openDuckDb, sqlText } from "../../platform/duckdb.ts";
import { readNumbers } from "../../platform/number-file.ts";
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
  /** Of the run, in its row order. */
  readonly users: readonly string[];
}

/**
 * Features made once more from each half of the period, in a folder that goes. It needs nothing of the segments. fixedOf: users of fixed
 * segments (≥ 0), who are in none of the others; null: there are none.
 */
export async function makeWindows(
  features: FeaturesParams,
  fixedOf: Int32Array | null,
  context: StageContext,
): Promise<Outcome<MadeWindows>> {
  const ingest: IngestSummary = JSON.parse(readFileSync(join(context.input("ingest"), "ingest.json"), "utf8"));
  const orders = ingest.tables.filter(({ kind }) => kind === "transactions");
  if (orders.length === 0) return inconclusive(reasons.noOrders);
  const period = await readPeriod(ingest, context);
  if (!period) return inconclusive(reasons.noOrders);
  const days = halve(upTo(period, features.referenceDate));
  if (!days) return inconclusive(reasons.short);
  if (!hasDates(context.input("features"))) return inconclusive(reasons.dateless);
  const users = await readIds(context, context.input("features"));
  const isOut = new Set(users.filter((_, row) => (fixedOf?.[row] ?? -1) >= 0));
  const oneIn = Math.ceil(orders.reduce((sum, { rows }) => sum + rows, 0) / mostRows);
  const folder = join(context.out, "windows");
  const make = (at: 0 | 1) =>
    makeWindow(features, isOut, days[at], oneIn, { ...context, out: join(folder, String(at)) });
  try {
    return computed({ days, windows: [await make(0), await make(1)], users });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The run's segments looked for in each half, by itself. */
export async function findInWindows(
  { days, windows, users }: MadeWindows,
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
  const segmentOf = new Map(users.map((id, row) => [id, input.labels[row] ?? -1]));
  return computed({
    first: { ...days[0], users: first.users.length },
    second: { ...days[1], users: second.users.length },
    ...compareWindows(first, second, segmentOf, input.k),
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
  readonly users: readonly string[];
}

/** null where too few bought to have features. */
async function makeWindow(
  features: FeaturesParams,
  isOut: ReadonlySet<string>,
  { from, to }: Days,
  oneIn: number,
  context: StageContext,
): Promise<Window | null> {
  mkdirSync(context.out, { recursive: true });
  try {
    const params = { ...features, referenceDate: to, window: { since: from, oneIn } };
    await featuresStage.run(params, { ...context, progress: () => {} });
  } catch (error) {
    if (error instanceof CladeError && (error.code === "TOO_FEW_USERS" || error.code === "NO_FEATURES")) return null;
    throw error;
  }
  const summary: FeaturesSummary = JSON.parse(readFileSync(join(context.out, "features.json"), "utf8"));
  const [rows, cols] = [summary.users, summary.matrixColumns.length];
  const { categories } = summary;
  const data = readNumbers(join(context.out, "matrix.f32"), new Float32Array(rows * cols));
  const x = { data, rows, cols, categories };
  const ids = await readIds(context, context.out);
  const { complete, completeAt } = splitCompleteRows(x, summary.matrixColumns, {
    ...completeRows,
    staysOut: (row) => isOut.has(ids[row] ?? ""),
  });
  const users = completeAt ? Array.from(completeAt, (row) => ids[row] ?? "") : ids;
  return { names: summary.matrixColumns, x: complete, users };
}

async function fitWindow(
  { x, users }: Window,
  { cluster, ks }: SegmentsToFind,
  random: Random,
): Promise<WindowFit | null> {
  const [fit] = await cluster(x, ks, random);
  return fit && fit.k > 0 ? { x, users, labels: fit.labels, centres: fit.centres } : null;
}

/** In the run's row order. */
async function readIds({ threads, out }: Pick<StageContext, "threads" | "out">, folder: string): Promise<string[]> {
  const connection = await openDuckDb({ folders: [folder], threads, temporaryFolder: join(out, "spill") });
  try {
    const file = sqlText(join(folder, "users.parquet"));
    const found = await connection.runAndReadAll(
      `SELECT user_id FROM read_parquet(${file}, file_row_number = true) ORDER BY file_row_number`,
    );
    return found.getColumns()[0]?.map(String) ?? [];
  } finally {
    connection.closeSync();
  }
}
