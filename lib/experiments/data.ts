import type { Experiment } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import { shownName } from "../core/sample-shop.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { configOf, type ExperimentRow, experimentDetailDto, experimentDto, newestAnalysis } from "./experiment-rows.ts";
import type { ExperimentReport } from "./report-schema.ts";
import type { CommentDto, ExperimentDetailDto, ExperimentDto } from "./schema.ts";
import { seenByDay } from "./stored-entries.ts";
import { isLookNow, isSpent } from "./stored-looks.ts";
import { readReport } from "./stored-report.ts";

/** Newest first, at most 500. */
export async function listExperiments({ workspaceId }: WorkspaceScope): Promise<ExperimentDto[]> {
  const rows = await db().experiment.findMany({
    where: { workspaceId },
    orderBy: { createdAt: "desc" },
    take: 500,
    include: { analyses: newestAnalysis },
  });
  return rows.map(experimentDto);
}

/** @throws NOT_FOUND */
export async function getExperiment({ workspaceId }: WorkspaceScope, id: string): Promise<ExperimentDetailDto> {
  const row = await db().experiment.findFirst({ where: { id, workspaceId }, ...withParts });
  if (!row) throw new CladeError("NOT_FOUND");
  const { uploads, ...rest } = row;
  const looks = await db().analysis.count({ where: { experimentId: id, isLook: true, status: { not: "failed" } } });
  const config = configOf(row);
  const isOver = config.mode === "group-sequential" && (await isSpent(db(), row));
  const taken = isOver ? Math.max(looks, config.looks) : looks;
  const isNext = await isLookNow(db(), row);
  return experimentDetailDto(rest, { files: uploads, days: await seenByDay(id), people: peopleOf(row), taken, isNext });
}

const withParts = {
  include: {
    analyses: { orderBy: { number: "desc" as const }, take: 100 },
    uploads: { orderBy: { createdAt: "asc" as const }, select: { id: true, name: true, size: true } },
    dataset: { select: { name: true } },
    run: { select: { number: true } },
    segment: { select: { name: true, ownName: true } },
    export: { select: { title: true } },
  },
};

interface Origin extends ExperimentRow {
  readonly dataset: { readonly name: string } | null;
  readonly run: { readonly number: number } | null;
  readonly segment: { readonly name: unknown; readonly ownName: string | null } | null;
  readonly export: { readonly title: string } | null;
}

/** Whom it is tried on, as it is called now; null where what they came from is gone, and for tests of elsewhere. */
function peopleOf(row: Origin): ExperimentDetailDto["people"] {
  const { peopleKind, dataset, run, segment } = row;
  if (row.export) return { kind: "list", id: row.runId, name: inBoth(row.export.title) };
  if (peopleKind === "segment" && segment) {
    const name = segment.ownName === null ? (segment.name as Localised) : inBoth(segment.ownName);
    return { kind: "segment", id: row.segmentId, name };
  }
  if (peopleKind === "run" && run && dataset) {
    const { en, zh } = named(dataset.name);
    const name = { en: `${en}, run ${run.number}`, zh: `${zh}，第 ${run.number} 次分析` };
    return { kind: "run", id: row.runId, name };
  }
  return dataset && peopleKind === "everybody"
    ? { kind: "everybody", id: row.datasetId, name: named(dataset.name) }
    : null;
}

/** The sample shop has a name in each language. */
function named(dataset: string): Localised {
  return { en: shownName(dataset, "en"), zh: shownName(dataset, "zh") };
}

function inBoth(text: string): Localised {
  return { en: text, zh: text };
}

/** @throws NOT_FOUND */
export async function findExperiment({ workspaceId }: WorkspaceScope, id: string): Promise<Experiment> {
  const row = await db().experiment.findFirst({ where: { id, workspaceId } });
  if (!row) throw new CladeError("NOT_FOUND");
  return row;
}

/** The newest report. @throws NOT_FOUND, NO_REPORT */
export async function getReport(scope: WorkspaceScope, id: string): Promise<ExperimentReport> {
  const row = await findExperiment(scope, id);
  const report = readReport(row);
  if (!report) throw new CladeError("NO_REPORT", { name: configOf(row).name });
  return report;
}

/** The newest 500, oldest first. @throws NOT_FOUND */
export async function listComments(scope: WorkspaceScope, id: string): Promise<CommentDto[]> {
  await findExperiment(scope, id);
  const rows = await db().experimentComment.findMany({
    where: { experimentId: id },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 500,
  });
  return rows.toReversed().map((row) => ({
    id: row.id,
    author: row.authorName,
    isOwn: row.authorId === scope.userId,
    text: row.text,
    createdAt: row.createdAt.toISOString(),
  }));
}
