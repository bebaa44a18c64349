import { extractors } from "../features/extractors/index.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import type { RunConfig, RunEstimateDto } from "./schema.ts";

/**
 * Time and memory of a run from what the dataset holds, by what two cores were measured to do: rows are read at about
 * 400,000 a second; a fit costs users · columns · k · 40 passes at 2·10⁹ multiplications a second; a silhouette costs
 * users · sample · columns at as many. Each range of k is fitted once for the data and once for every null cloud. Within
 * a factor of two on shop data.
 */
export function estimateRun(
  summary: Pick<IngestSummary, "rowsIn" | "knownUsers" | "buyers" | "tables">,
  config: Pick<RunConfig, "features" | "clustering" | "evaluation">,
): RunEstimateDto {
  const users = summary.buyers > 0 ? summary.buyers : summary.knownUsers || summary.rowsIn;
  const columns = countColumns(summary, config.features);
  const { k, kMin, kMax } = config.clustering;
  const ks = k === "auto" ? Array.from({ length: kMax - kMin + 1 }, (_, i) => kMin + i) : [k];
  const { nullClouds, exactUpTo, sampleSize } = config.evaluation;
  const clouds = 1 + nullClouds;
  const sample = users <= exactUpTo ? users / 2 : sampleSize;
  const fits = ks.reduce((sum, one) => sum + one, 0) * users * columns * 40 * clouds;
  const silhouettes = users * sample * columns * clouds;
  const seconds = 1.2 + summary.rowsIn / 400_000 + (fits + silhouettes) / 2e9;
  const matrixBytes = users * columns * 4;
  return {
    users,
    columns,
    matrixBytes,
    seconds: Math.round(seconds * 10) / 10,
    memoryBytes: 250e6 + Math.max(matrixBytes * 4, summary.rowsIn * 60),
  };
}

function countColumns({ tables }: Pick<IngestSummary, "tables">, { treatments }: RunConfig["features"]): number {
  const isUsed = (id: string, standard: boolean) => treatments[id]?.use ?? standard;
  const hasTransactions = tables.some(({ kind }) => kind === "transactions");
  const extracted = hasTransactions ? extractors.filter(({ id, treatment }) => isUsed(id, treatment.use)) : [];
  const own = tables
    .filter(({ kind }) => kind === "users")
    .flatMap(({ columns }) => columns.filter(({ role }) => role === "number" || role === "category"));
  return Math.max(1, extracted.length + own.filter(({ parquet }) => isUsed(parquet, true)).length);
}
