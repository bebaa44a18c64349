import type { Export } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import type { Locale, Localised } from "../core/localised.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { findSegment, membersOf } from "../segments/data.ts";
import type { SegmentsSummary } from "../segments/schema.ts";
import { artefactOf, memberColumns, membersFile, readJson } from "../segments/stored-members.ts";
import { membersWhere } from "../segments/stored-people.ts";
import type { ExportDto, ExportFile, NewExport } from "./schema.ts";
import { type ListSource, listColumns, listSql } from "./stored-audience.ts";
import { listName, writeList } from "./stored-list.ts";

/** Where the people of a list are. @throws NOT_FOUND; BAD_REQUEST where a segment is of another run */
export async function openSource(
  scope: WorkspaceScope,
  request: Pick<NewExport, "runId" | "segmentId" | "minusSegmentId">,
): Promise<ListSource & { readonly summary: SegmentsSummary; readonly title: string }> {
  const { runId, segmentId, minusSegmentId } = request;
  const run = await db().run.findFirst({
    where: { id: runId, workspaceId: scope.workspaceId, status: "done", kind: "segment" },
    include: { dataset: { select: { name: true } } },
  });
  if (!run) throw new CladeError("NOT_FOUND");
  const own = async (id: string) => {
    const row = await findSegment(scope, id);
    if (row.runId !== runId)
      throw new CladeError("BAD_REQUEST", { path: "segmentId", problem: "it is of another run" });
    return row;
  };
  const segment = segmentId === undefined ? null : await own(segmentId);
  const minus = minusSegmentId === undefined ? null : await own(minusSegmentId);
  const title = segment ? listName(segment.ownName, segment.name as unknown as Localised, "en") : `run ${run.number}`;
  return {
    file: await membersFile(run),
    where: membersWhere(segment && membersOf(segment)),
    minus: minus && membersWhere(membersOf(minus)),
    names: memberColumns,
    summary: readJson<SegmentsSummary>(artefactOf(run, "segments"), "segments.json"),
    title: `${run.dataset.name} ${title}`,
  };
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

/** The file of a list, or of those held back. @throws NOT_FOUND, FORBIDDEN */
export async function openExport(
  scope: WorkspaceScope,
  id: string,
  { part }: ExportFile,
  locale: Locale,
): Promise<{ readonly name: string; readonly pieces: AsyncGenerator<string> }> {
  demandRole(scope, "marketer");
  const row = await db().export.findFirst({ where: { id, workspaceId: scope.workspaceId } });
  if (!row) throw new CladeError("NOT_FOUND");
  const request = row.request as unknown as NewExport;
  const source = await openSource(scope, request);
  const named = await db().segment.findMany({ where: { runId: row.runId, index: { not: null } } });
  const segments = source.summary.segments.map(({ id: index, name }) =>
    listName(named.find((one) => one.index === index)?.ownName ?? null, name, locale),
  );
  const columns = listColumns(request.columns, { names: source.names, features: source.summary.features, segments });
  const held = { rows: row.controlRows, seed: row.controlSeed ?? 0, part };
  return {
    name: part === "control" ? `${source.title} control group.csv` : `${source.title}.csv`,
    pieces: writeList(listSql(source, request, columns, held), columns, request),
  };
}

export function exportDto(row: Export): ExportDto {
  const { id, runId, segmentId, rows, withoutConsent, controlShare, controlRows, controlSeed, createdAt } = row;
  return {
    ...{ id, runId, segmentId, rows, withoutConsent, controlShare, controlRows, controlSeed },
    createdAt: createdAt.toISOString(),
  };
}
