import { randomInt } from "node:crypto";
import type { Export } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import { maskId } from "../core/mask-id.ts";
import { demandRole, mayReadPersonal, type WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { recordAudit } from "../workspace/audit.ts";
import { exportDto, findExport, findRun, openMinus, openPeople, openSource, storedFile } from "./data.ts";
import { fileName, type KnownColumns, listColumns, unknownColumns } from "./list-columns.ts";
import { type ExportDto, type ExportFile, NewExport } from "./schema.ts";
import { type Audience, countSql } from "./stored-audience.ts";
import { storeList, writeList } from "./stored-list.ts";

/**
 * Fixes a list: counted, its control group drawn by a seed that is kept, who is on it stored, and written to the audit before
 * a row of it leaves. @throws NOT_FOUND, FORBIDDEN, BAD_REQUEST
 */
export async function createExport(scope: WorkspaceScope, request: NewExport): Promise<ExportDto> {
  demandRole(scope, "marketer");
  demandPersonal(scope, request);
  const { runId, segmentId, filters, minus, columns, personal, controlShare } = request;
  const run = await findRun(scope, runId);
  const { where, title } = await openPeople(scope, run, request);
  const source = await openSource(run, request);
  refuseUnknown(request, source.known);
  const taken = await Promise.all(minus.map((one) => openMinus(scope, one)));
  const audience: Audience = { file: source.membersFile, where, filters, minus: taken };
  const [counted = {}] = await queryArtefacts(countSql(audience));
  const [agreed, excluded, withoutConsent] = [counted.agreed, counted.excluded, counted.without].map(Number) as [
    number,
    number,
    number,
  ];
  const controlRows = Math.round(agreed * controlShare);
  const seed = randomInt(2 ** 31 - 1);
  const listKey = await storeList(scope.workspaceId, audience, { rows: controlRows, seed });
  const counts = { rows: agreed - controlRows, excluded, withoutConsent, controlRows };
  return db().$transaction(async (within) => {
    const row = await within.export.create({
      data: {
        ...{ workspaceId: scope.workspaceId, runId, segmentId: segmentId ?? null, createdById: scope.userId },
        ...{ title, listKey, request: jsonColumn(request), controlShare },
        ...{ ...counts, controlSeed: controlRows > 0 ? seed : null },
      },
    });
    const details = { ...counts, columns, personal };
    await recordAudit(within, scope, { action: "export.made", subject: title, details });
    return exportDto(row);
  });
}

/**
 * The file of a list, or of those held back. Its row says whether the reader took it whole; the audit says who took it.
 * @throws NOT_FOUND, FORBIDDEN
 */
export async function takeExport(
  scope: WorkspaceScope,
  id: string,
  { part }: ExportFile,
): Promise<{ readonly name: string; readonly pieces: AsyncGenerator<Uint8Array> }> {
  demandRole(scope, "marketer");
  const row = await findExport(scope, id);
  const request = NewExport.parse(row.request);
  demandPersonal(scope, request);
  const source = await openSource(await findRun(scope, row.runId), request);
  const list = {
    ...{ listFile: storedFile(row), membersFile: source.membersFile, personalFile: source.personalFile },
    ...{ part, columns: listColumns(request, source.known), bom: request.bom },
    writeId: mayReadPersonal(scope) ? (text: string) => text : maskId,
  };
  const isList = part === "list";
  await db().$transaction(async (within) => {
    if (isList) await within.export.update({ where: { id }, data: { status: "streaming" } });
    const details = { part, rows: isList ? row.rows : row.controlRows, personal: request.personal };
    await recordAudit(within, scope, { action: "export.taken", subject: row.title, details });
  });
  const pieces = writeList(list);
  return { name: fileName(row.title, part, request.locale), pieces: isList ? watched(row, pieces) : pieces };
}

/** Writes down how it ended: a reader that leaves, or an error, breaks it. */
async function* watched({ id }: Export, pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let status = "broken";
  try {
    yield* pieces;
    status = "done";
  } finally {
    await db().export.updateMany({ where: { id }, data: { status } });
  }
}

/** @throws FORBIDDEN */
function demandPersonal(scope: WorkspaceScope, { personal }: Pick<NewExport, "personal">): void {
  if (personal.length > 0 && !mayReadPersonal(scope))
    throw new CladeError("FORBIDDEN", { role: scope.role, least: "marketer" });
}

/** @throws BAD_REQUEST */
function refuseUnknown(request: NewExport, known: KnownColumns): void {
  const feature = request.filters.find((filter) => !known.features.some(({ id }) => id === filter.feature))?.feature;
  if (feature !== undefined)
    throw new CladeError("BAD_REQUEST", {
      path: "filters",
      problem: { en: `no feature “${feature}”`, zh: `没有特征“${feature}”` },
    });
  const [column] = unknownColumns(request, known);
  if (column !== undefined)
    throw new CladeError("BAD_REQUEST", {
      path: "columns",
      problem: { en: `no column “${column}”`, zh: `没有列“${column}”` },
    });
}
