import { join } from "node:path";
import type { Export, Run } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import { demandRole, mayReadPersonal, type WorkspaceScope } from "../core/scope.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { db } from "../platform/db.ts";
import { sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { findSegment, listSegments, membersOf } from "../segments/data.ts";
import { noSegment, noSegmentName } from "../segments/no-segment.ts";
import type { SegmentsSummary } from "../segments/schema.ts";
import {
  artefactOf,
  comparedSegments,
  memberColumns,
  membersFile,
  membershipColumn,
  readJson,
  similarityColumn,
} from "../segments/stored-members.ts";
import { membersWhere } from "../segments/stored-people.ts";
import { type KnownColumns, listTitle, segmentName } from "./list-columns.ts";
import type { ExportDto, ExportOptionsDto, NewExport, TakenOff } from "./schema.ts";
import { listedSql, membersSql } from "./stored-audience.ts";
import { listFile } from "./stored-list.ts";

/** What a run offers to a list. */
export interface ListSource {
  readonly membersFile: string;
  readonly personalFile: string | undefined;
  readonly known: KnownColumns;
}

type RunWithName = Run & { readonly dataset: { readonly name: string } };

/** @throws NOT_FOUND */
export async function findRun(scope: WorkspaceScope, id: string): Promise<RunWithName> {
  const run = await db().run.findFirst({
    where: { id, workspaceId: scope.workspaceId, status: "done", kind: "segment" },
    include: { dataset: { select: { name: true } } },
  });
  if (!run) throw new CladeError("NOT_FOUND");
  return run;
}

/** Where a run's values are, and what they are called in the list's language. @throws NOT_FOUND */
export async function openSource(
  run: Run,
  { locale, noise }: Pick<NewExport, "locale" | "noise">,
): Promise<ListSource> {
  const summary = readJson<SegmentsSummary>(artefactOf(run, "segments"), "segments.json");
  const { features, segments, figures = [], between = [] } = summary;
  const ingest = artefactOf(run, "ingest");
  const { personal } = readJson<IngestSummary>(ingest, "ingest.json");
  const rows = await db().segment.findMany({ where: { runId: run.id, index: { not: null } } });
  const own = new Map(rows.map(({ index, ownName }) => [index, ownName]));
  return {
    membersFile: await membersFile(run),
    personalFile: personal ? join(ingest.folder, personal.file) : undefined,
    known: {
      features,
      personal: personal?.columns ?? [],
      segments: segments.map(({ id, name }) => segmentName(own.get(id) ?? null, name, locale)),
      noSegment: segmentName(own.get(noSegment) ?? null, noSegmentName, locale),
      segmentColumn: noise === "nearest" ? memberColumns.nearest : memberColumns.segment,
      silhouetteColumn: memberColumns.silhouette,
      figureColumns: Object.fromEntries(figures.map((figure) => [figure, memberColumns[figure]])),
      membershipColumns: between.map((_, segment) => membershipColumn(segment)),
      similarityColumns: Array.from({ length: comparedSegments(run) }, (_, segment) => similarityColumn(segment)),
    },
  };
}

/** Who is asked for, as a condition, and what the list is called. @throws NOT_FOUND; BAD_REQUEST for another run's segment */
export async function openPeople(
  scope: WorkspaceScope,
  run: RunWithName,
  { segmentId, noise, locale }: Pick<NewExport, "segmentId" | "noise" | "locale">,
): Promise<{ readonly where: string; readonly title: string }> {
  const { name: dataset } = run.dataset;
  if (segmentId === undefined)
    return { where: membersWhere(null, undefined, noise), title: listTitle(dataset, { run: run.number }, locale) };
  const row = await findSegment(scope, segmentId);
  if (row.runId !== run.id)
    throw new CladeError("BAD_REQUEST", {
      path: "segmentId",
      problem: { en: "it is of another run", zh: "它属于另一次分析" },
    });
  const segment = segmentName(row.ownName, row.name as unknown as Localised, locale);
  // Who asks for those in no segment means them.
  const meant = row.index === noSegment ? "keep" : noise;
  return { where: membersWhere(membersOf(row), undefined, meant), title: listTitle(dataset, { segment }, locale) };
}

/** SELECT of the ids to take off. @throws NOT_FOUND */
export async function openMinus(scope: WorkspaceScope, taken: TakenOff): Promise<string> {
  if (taken.kind === "segment") {
    const row = await findSegment(scope, taken.id);
    return membersSql(await membersFile(row.run), membersWhere(membersOf(row)));
  }
  if (taken.kind === "run") return membersSql(await membersFile(await findRun(scope, taken.id)), membersWhere(null));
  return listedSql(storedFile(await findExport(scope, taken.id)), taken.part);
}

/** @throws NOT_FOUND */
export async function findExport(scope: WorkspaceScope, id: string): Promise<Export> {
  const row = await db().export.findFirst({ where: { id, workspaceId: scope.workspaceId } });
  if (!row) throw new CladeError("NOT_FOUND");
  return row;
}

/** @throws NOT_FOUND */
export function storedFile({ workspaceId, listKey }: Export): string {
  const path = listFile(workspaceId as WorkspaceScope["workspaceId"], listKey);
  if (path === undefined) throw new CladeError("NOT_FOUND");
  return path;
}

/** Lists that left the house, newest first. @throws FORBIDDEN */
export async function listExports(scope: WorkspaceScope, runId?: string): Promise<ExportDto[]> {
  demandRole(scope, "marketer");
  const rows = await db().export.findMany({
    where: { workspaceId: scope.workspaceId, ...(runId === undefined ? {} : { runId }) },
    orderBy: { createdAt: "desc" },
    take: 200,
  });
  return rows.map(exportDto);
}

/** What a list of this run may hold, and whom it may leave out. @throws NOT_FOUND, FORBIDDEN */
export async function getExportOptions(scope: WorkspaceScope, runId: string): Promise<ExportOptionsDto> {
  demandRole(scope, "marketer");
  const run = await findRun(scope, runId);
  const { known, membersFile: file } = await openSource(run, { locale: "en", noise: "keep" });
  const { segment, consent } = memberColumns;
  const [counted = {}] = await queryArtefacts(`SELECT count(${consent})::DOUBLE AS asked,
      count(*) FILTER (NOT ${consent})::DOUBLE AS without, count(*) FILTER (${segment} < 0)::DOUBLE AS noise
    FROM read_parquet(${sqlText(file)})`);
  const runs = await db().run.findMany({
    where: { workspaceId: scope.workspaceId, status: "done", kind: "segment", id: { not: runId } },
    select: { id: true, number: true, dataset: { select: { name: true } } },
    orderBy: { number: "desc" },
    take: 100,
  });
  const others = (await listSegments(scope)).filter((one) => one.runId !== runId);
  return {
    columns: [
      ...["segment", "name", "silhouette"],
      ...Object.keys(known.figureColumns),
      ...(known.membershipColumns.length > 0 ? ["membership"] : []),
      ...known.features.map(({ id }) => id),
    ],
    personal: known.personal.map(({ name, parquet, kind }) => ({ id: parquet, name, kind })),
    mayReadPersonal: mayReadPersonal(scope),
    noise: Number(counted.noise ?? 0),
    withoutConsent: Number(counted.asked ?? 0) > 0 ? Number(counted.without) : null,
    segments: others.map(({ id, name, ownName, datasetName, runNumber }) => ({
      ...{ id, name, ownName, datasetName, runNumber },
    })),
    runs: runs.map(({ id, number, dataset }) => ({ id, number, datasetName: dataset.name })),
    exports: await listExports(scope),
  };
}

export function exportDto(row: Export): ExportDto {
  const { id, runId, segmentId, title, rows, excluded, withoutConsent, controlShare, controlRows, controlSeed } = row;
  return {
    ...{ id, runId, segmentId, title, rows, excluded, withoutConsent, controlShare, controlRows, controlSeed },
    personal: (row.request as Partial<NewExport> | null)?.personal ?? [],
    status: row.status as ExportDto["status"],
    createdAt: row.createdAt.toISOString(),
  };
}
