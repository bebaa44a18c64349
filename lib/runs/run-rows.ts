import type { Receipt, Run } from "../../.build/prisma/client.ts";
import { asProblem } from "../ingest/dataset-rows.ts";
import type {
  ReceiptDto,
  RunConfig,
  RunDetailDto,
  RunDto,
  RunEvent,
  RunProgress,
  RunStatus,
  Summary,
} from "./schema.ts";
import { type RunKind, type StageEntry, stages, stagesOf } from "./stages.ts";

/** With what a list shows of its dataset: `versions` holds the newest one. */
export type RunRow = Run & {
  readonly dataset: { readonly name: string; readonly versions: readonly { readonly number: number }[] };
  readonly version: { readonly number: number } | null;
};

export function runDto(row: RunRow): RunDto {
  const { id, number, datasetId, attempts, rerunOf } = row;
  const config = row.config as unknown as RunConfig;
  const summary = row.summary as unknown as Summary | null;
  return {
    ...{ id, number, datasetId, attempts, rerunOf },
    ...withoutId(eventOf(row)),
    kind: row.kind as RunDto["kind"],
    datasetName: row.dataset.name,
    version: row.version?.number ?? null,
    newestVersion: row.dataset.versions[0]?.number ?? null,
    error: asProblem(row.error),
    algorithm: config.clustering.algorithm,
    k: summary?.k ?? config.clustering.k,
    seed: config.seed,
    verdict: summary?.verdict.sentence ?? null,
    segments: summary?.segments.length ?? null,
    users: summary?.users ?? null,
    silhouette: summary?.silhouette.mean ?? null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export function runDetailDto(row: RunRow & { readonly receipts: readonly Receipt[] }): RunDetailDto {
  const order = stages.map(({ name }): string => name);
  return {
    ...runDto(row),
    config: row.config as unknown as RunConfig,
    stages: stagesOf(row.kind as RunKind, row.config as unknown as RunConfig).map(({ name, label }) => ({
      name,
      label,
    })),
    receipts: row.receipts.map(receiptDto).sort((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage)),
    summary: row.summary as unknown as Summary | null,
  };
}

function receiptDto({ stage, reused, milliseconds, peakRssBytes, finishedAt }: Receipt): ReceiptDto {
  const label = stages.find(({ name }) => name === stage)?.label ?? { en: stage, zh: stage };
  return {
    ...{ stage, label, reused, milliseconds },
    peakRssBytes: Number(peakRssBytes),
    finishedAt: finishedAt.toISOString(),
  };
}

function withoutId({ runId: _, ...event }: RunEvent): Omit<RunEvent, "runId"> {
  return event;
}

/** What a run's stream says of it. */
export function eventOf(row: Pick<Run, "id" | "kind" | "config" | "status" | "stage" | "progress">): RunEvent {
  const progress = row.progress as unknown as RunProgress | null;
  return {
    runId: row.id,
    status: row.status as RunStatus,
    stage: row.stage,
    fraction: fractionOf(row, progress?.fraction ?? 0),
    progress,
  };
}

/** Of the whole run: the usual shares of the stages before, and of the one at work as far as it has come. */
function fractionOf(
  { kind, config, status, stage }: Pick<Run, "kind" | "config" | "status" | "stage">,
  ofStage: number,
): number {
  if (status === "done") return 1;
  const own = stagesOf(kind as RunKind, config as unknown as RunConfig);
  const at = own.findIndex(({ name }) => name === stage);
  const before = sumOfWeights(own.slice(0, Math.max(0, at)));
  return Math.min(0.99, (before + (own[at]?.weight ?? 0) * ofStage) / sumOfWeights(own));
}

function sumOfWeights(entries: readonly StageEntry[]): number {
  return entries.reduce((sum, { weight }) => sum + weight, 0);
}
