import type { Analysis, Experiment, ExperimentLink } from "../../.build/prisma/client.ts";
import type { Localised } from "../core/localised.ts";
import { asProblem } from "../ingest/dataset-rows.ts";
import { ExperimentConfig } from "./config-schema.ts";
import type { ExperimentReport } from "./report-schema.ts";
import {
  type AnalysisDto,
  ExperimentDesign,
  type ExperimentDetailDto,
  type ExperimentDto,
  type ExperimentVerdict,
  type LinkDto,
  type SmallestEffect,
} from "./schema.ts";

export const newestAnalysis = { orderBy: { number: "desc" as const }, take: 1 };

export type ExperimentRow = Experiment & { readonly analyses: readonly Analysis[] };

export function configOf({ config }: Pick<Experiment, "config">): ExperimentConfig {
  return ExperimentConfig.parse(config);
}

export function designOf({ design }: Pick<Experiment, "design">): ExperimentDesign | null {
  return design === null ? null : ExperimentDesign.parse(design);
}

/** With its newest analysis first. */
export function experimentDto(row: ExperimentRow): ExperimentDto {
  const { name, hypothesis, mode } = configOf(row);
  const [newest] = row.analyses;
  const verdict = row.verdict as ExperimentVerdict | null;
  return {
    ...{ id: row.id, name, hypothesis, mode },
    source: row.source as ExperimentDto["source"],
    status: row.status as ExperimentDto["status"],
    createdBy: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    readyAt: readyAt(row)?.toISOString() ?? null,
    verdict,
    users: verdict?.users ?? assignedUsers(row),
    smallestEffect: verdict?.smallestEffect ?? (row.reach as SmallestEffect | null),
    decision: decisionOf(row),
    analysis: newest ? analysisDto(newest) : null,
  };
}

function assignedUsers({ assigned }: Pick<Experiment, "assigned">): number | null {
  const byArm = assigned as Readonly<Record<string, number>> | null;
  return byArm && Object.values(byArm).reduce((sum, users) => sum + users, 0);
}

const dayMs = 24 * 3_600_000;

/** When the last user who is let in will have been watched for the whole window; null before the start. */
export function readyAt(row: Pick<Experiment, "design" | "startedAt" | "endedAt">): Date | null {
  const design = designOf(row);
  const { startedAt, endedAt } = row;
  if (design === null || startedAt === null) return null;
  const planned = startedAt.getTime() + (design.entry === "arrival" ? design.days * dayMs : 0);
  // An end lets nobody else in; whoever is in it is watched to the end of their window all the same.
  const last = endedAt === null ? planned : Math.max(startedAt.getTime(), Math.min(planned, endedAt.getTime()));
  return new Date(last + design.windowDays * dayMs);
}

export function decisionOf(row: Experiment): ExperimentDto["decision"] {
  const { decision, decisionArm, decisionNote, decidedByName, decidedAt } = row;
  if (decision === null || decidedAt === null) return null;
  return {
    decision: decision as "ship" | "keep" | "repeat",
    arm: decisionArm,
    note: decisionNote ?? "",
    by: decidedByName ?? "",
    at: decidedAt.toISOString(),
  };
}

export function analysisDto(row: Analysis): AnalysisDto {
  const { number, isLook, look } = row;
  return {
    ...{ number, isLook, look },
    status: row.status as AnalysisDto["status"],
    error: asProblem(row.error),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export function linkDto(row: ExperimentLink): LinkDto {
  return {
    id: row.id,
    createdBy: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    views: row.views,
    viewedAt: row.viewedAt?.toISOString() ?? null,
  };
}

export interface DetailParts {
  readonly files: readonly { readonly id: string; readonly name: string; readonly size: bigint }[];
  readonly days: ExperimentDetailDto["days"];
  readonly people: ExperimentDetailDto["people"];
  /** Looks at running results; the list of analyses may be cut. */
  readonly taken: number;
  /** Would another reading be one more? */
  readonly isNext: boolean;
}

export function experimentDetailDto(row: ExperimentRow, parts: DetailParts): ExperimentDetailDto {
  const { files, days, people, taken, isNext } = parts;
  const config = configOf(row);
  const design = designOf(row);
  const assigned = row.assigned as Readonly<Record<string, number>> | null;
  const arms = design?.arms.map(({ arm }) => arm) ?? Object.keys(assigned ?? {});
  return {
    ...experimentDto(row),
    ...{ config, design, people, days },
    exposed: days.reduce((sum, { users }) => Object.values(users).reduce((all, n) => all + n, sum), 0),
    assigned: assigned && arms.map((arm) => ({ arm, users: Object.hasOwn(assigned, arm) ? (assigned[arm] ?? 0) : 0 })),
    files: files.map(({ id, name, size }) => ({ id, name, size: Number(size) })),
    previewState: row.previewState as ExperimentDetailDto["previewState"],
    previewError: asProblem(row.previewError),
    hasReport: row.reportKey !== null,
    looks: { taken, planned: plannedLooks(config), isNext },
    analyses: row.analyses.map(analysisDto),
  };
}

/** null: as many as one likes. */
export function plannedLooks({ mode, looks }: Pick<ExperimentConfig, "mode" | "looks">): number | null {
  if (mode === "always-valid") return null;
  return mode === "fixed" ? 1 : looks;
}

/** What lists show of a report: its sentence, and the money of the variant that leads. */
export function verdictOf(report: ExperimentReport): ExperimentVerdict {
  const { verdict, arm, sentence } = report.decision;
  const money = report.money.find((one) => one.total !== null && (arm === null || one.arm === arm));
  const primary = report.metrics.find(({ role }) => role === "primary") ?? report.metrics[0];
  const comparison = primary?.comparisons.find((one) => arm === null || one.arm === arm) ?? primary?.comparisons[0];
  const control = primary?.arms.find((one) => one.arm === report.control)?.mean ?? null;
  const smallest = comparison?.smallestEffect ?? null;
  return {
    ...{ verdict, arm, users: report.users, sentence: { en: sentence.en, zh: sentence.zh } satisfies Localised },
    money: money?.total
      ? { arm: money.arm, currency: money.currency, total: money.total, perUser: money.perUser }
      : null,
    smallestEffect:
      primary && smallest !== null && control !== null && control !== 0
        ? { metric: primary.name, relative: Math.abs(smallest / control) }
        : null,
  };
}
