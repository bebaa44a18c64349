import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Experiment } from "../../.build/prisma/client.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import { artefacts } from "../platform/artefacts.ts";
import type { ExperimentReport } from "./report-schema.ts";

/** Name of the stage that leaves report.json and its tables. */
export const reportStage = "experiment";

/** Folder of an experiment's newest report; undefined where there is none. */
export function reportFolder({ workspaceId, reportKey }: Pick<Experiment, "workspaceId" | "reportKey">) {
  if (reportKey === null) return undefined;
  return artefacts().find(workspaceId as WorkspaceId, reportStage, reportKey as StageKey)?.folder;
}

export function readReport(row: Pick<Experiment, "workspaceId" | "reportKey">): ExperimentReport | undefined {
  const folder = reportFolder(row);
  const path = folder && join(folder, "report.json");
  return path && existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as ExperimentReport) : undefined;
}

/** For readers outside the house: no seed that assigns people, no sums of rows that were never published. */
export function withoutSecrets(report: ExperimentReport): ExperimentReport {
  const { aggregates: _, ...config } = report.config;
  return { ...report, config: { ...config, seed: 0 } };
}
