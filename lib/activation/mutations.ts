import { randomInt } from "node:crypto";
import { CladeError } from "../core/errors.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { recordAudit } from "../workspace/audit.ts";
import { exportDto, openSource } from "./data.ts";
import type { ExportDto, NewExport } from "./schema.ts";
import { countSql } from "./stored-audience.ts";

/**
 * Fixes a list: counted, its control group drawn by a seed that is kept, and written to the audit before a row of it
 * leaves. @throws NOT_FOUND, FORBIDDEN, BAD_REQUEST
 */
export async function createExport(scope: WorkspaceScope, request: NewExport): Promise<ExportDto> {
  demandRole(scope, "marketer");
  const source = await openSource(scope, request);
  const known = new Set(source.summary.features.map(({ id }) => id));
  const unknown = request.filters.find(({ feature }) => !known.has(feature));
  if (unknown) throw new CladeError("BAD_REQUEST", { path: "filters", problem: `no feature “${unknown.feature}”` });
  const [counted = {}] = await queryArtefacts(countSql(source, request.filters));
  const agreed = Number(counted.agreed ?? 0);
  const withoutConsent = Number(counted.without ?? 0);
  const controlRows = Math.round(agreed * request.controlShare);
  const rows = agreed - controlRows;
  return db().$transaction(async (within) => {
    const row = await within.export.create({
      data: {
        ...{ workspaceId: scope.workspaceId, runId: request.runId, segmentId: request.segmentId ?? null },
        createdById: scope.userId,
        request: jsonColumn(request),
        ...{ rows, withoutConsent, controlShare: request.controlShare, controlRows },
        controlSeed: controlRows > 0 ? randomInt(2 ** 31 - 1) : null,
        status: "done",
      },
    });
    await recordAudit(within, scope, {
      action: "export.made",
      subject: source.title,
      details: { rows, controlRows, withoutConsent, columns: request.columns },
    });
    return exportDto(row);
  });
}
