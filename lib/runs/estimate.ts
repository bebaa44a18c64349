import { describedEncoders } from "../embedding/encoders/described.ts";
import { LabelsConfig, UmapConfig } from "../evaluation/schema.ts";
import { extractors } from "../features/extractors/index.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { memoryLimitMb } from "./memory-limit.ts";
import type { RunConfig, RunEstimateDto } from "./schema.ts";
import { stageMemory } from "./stage-memory.ts";
import {
  columnsOf,
  type PastStage,
  type RunSize,
  type StageSeconds,
  stageFactors,
  stageSeconds,
  type Work,
} from "./stage-seconds.ts";
import { stagesOf } from "./stages.ts";

export interface EstimateBasis {
  /** Receipts of this house, newest first: how fast this machine is. */
  readonly past: readonly PastStage[];
  /** The files were read before, and what that left is still there. */
  readonly isRead: boolean;
  /** Of the files, unpacked. */
  readonly inputBytes: number;
  readonly threads: number;
  readonly machineBytes: number;
}

/** Time and memory of a run from what the dataset holds, corrected by what this machine's earlier runs took. */
export function estimateRun(
  summary: Pick<IngestSummary, "rowsIn" | "knownUsers" | "buyers" | "tables">,
  config: Pick<RunConfig, "features" | "embedding" | "clustering" | "evaluation">,
  basis: EstimateBasis,
): RunEstimateDto {
  const size = sizeOf(summary, config);
  const expected = stageSeconds(size, config);
  const factors = stageFactors(basis.past);
  const own = stagesOf("segment", config).filter(({ name }) => !(basis.isRead && name === "ingest"));
  const seconds = own.reduce((sum, { name }) => sum + expected[name] * factors[name], 0);
  const memory = stageMemory(size, config);
  const columns = columnsOf(size, config.embedding);
  return {
    users: size.users,
    columns,
    matrixBytes: size.users * columns * Float32Array.BYTES_PER_ELEMENT,
    seconds: tenths(seconds),
    memoryBytes: Math.max(...own.map(({ name }) => memory[name])),
    memoryLimitBytes: memoryLimitMb(basis) * 2 ** 20,
    choices: choiceSeconds(size, config, factors),
  };
}

/** What the text and the behaviour stage would take with each encoder, so that a choice can be weighed before it is made. */
function choiceSeconds(size: RunSize, config: Work, factors: StageSeconds): RunEstimateDto["choices"] {
  const { text, behaviour } = config.embedding;
  const of = (stage: "text" | "behaviour", embedding: Work["embedding"]) =>
    tenths(stageSeconds(size, { ...config, embedding })[stage] * factors[stage]);
  const labelled = (transformer: boolean) => {
    const labels = { ...LabelsConfig.parse(config.evaluation.labels ?? {}), transformer };
    return tenths(
      stageSeconds(size, { ...config, evaluation: { ...config.evaluation, labels } }).labels * factors.labels,
    );
  };
  const nearness = (umap: UmapConfig | null) => {
    const drawn = { ...config.evaluation, umap: umap ?? UmapConfig.parse({}) };
    return stageSeconds(size, { ...config, evaluation: drawn })["neighbour-map"] * factors["neighbour-map"];
  };
  return {
    text: describedEncoders.map(({ id }) => ({
      encoder: id,
      seconds: of("text", { ...config.embedding, text: { ...text, encoder: id } }),
    })),
    behaviour: of("behaviour", { ...config.embedding, behaviour: { ...behaviour, encoder: "transformer" } }),
    labelTransformer: labelled(true) - labelled(false),
    nearness: tenths(nearness(config.evaluation.umap)),
  };
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

export function sizeOf(
  summary: Pick<IngestSummary, "rowsIn" | "knownUsers" | "buyers" | "tables">,
  { features }: Pick<RunConfig, "features">,
): RunSize {
  const users = summary.buyers > 0 ? summary.buyers : summary.knownUsers || summary.rowsIn;
  const rowsOf = (wanted: "texts" | "events") =>
    summary.tables.reduce((sum, { kind, rows }) => sum + (kind === wanted ? rows : 0), 0);
  return {
    rows: summary.rowsIn,
    users,
    columns: countColumns(summary, features),
    texts: rowsOf("texts"),
    events: rowsOf("events"),
  };
}

function countColumns({ tables }: Pick<IngestSummary, "tables">, { treatments }: RunConfig["features"]): number {
  const isUsed = (id: string, standard: boolean) => treatments[id]?.use ?? standard;
  const hasTransactions = tables.some(({ kind }) => kind === "transactions");
  const extracted = hasTransactions ? extractors.filter(({ id, treatment }) => isUsed(id, treatment.use)) : [];
  const own = tables
    .filter(({ kind }) => kind === "users")
    .flatMap(({ columns }) => columns.filter(({ role }) => role === "number" || role === "category"));
  return Math.max(1, extracted.length + own.filter(({ parquet }) => isUsed(parquet, !hasTransactions)).length);
}
