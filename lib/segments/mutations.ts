import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import { hashValue } from "../core/hash.ts";
import type { StageKey } from "../core/ids.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { artefacts } from "../platform/artefacts.ts";
import { db, type Transaction } from "../platform/db.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { type AuditAction, recordAudit } from "../workspace/audit.ts";
import { findSegment, getSegment } from "./data.ts";
import type { SegmentsSummary } from "./schema.ts";
import type { NewLasso, SegmentChange, SegmentDetailDto, SegmentOrigin } from "./segment-schema.ts";
import { artefactOf, readJson } from "./stored-members.ts";
import { isFixedRow } from "./stored-rows.ts";

/** Another name, colour, owner or plan; figures are the run's and stay. @throws NOT_FOUND, FORBIDDEN, BAD_REQUEST */
export async function changeSegment(
  scope: WorkspaceScope,
  id: string,
  change: SegmentChange,
): Promise<SegmentDetailDto> {
  demandRole(scope, "marketer");
  const before = await findSegment(scope, id);
  if (change.ownName && isFixedRow(before)) throw fixedName();
  const data = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  await db().$transaction(async (within) => {
    if (change.ownerId) await demandMember(within, scope, change.ownerId);
    const after = await within.segment.update({ where: { id }, data });
    const audit = (action: AuditAction, old: string | null, now: string | null) =>
      old === now
        ? undefined
        : recordAudit(within, scope, { action, subject: titleOf(after), details: { before: old } });
    await audit("segment.renamed", titleOf(before), titleOf(after));
    await audit("segment.owned", before.ownerId, after.ownerId);
    await audit("segment.planned", before.action, after.action);
  });
  return getSegment(scope, id);
}

function fixedName(): CladeError {
  const problem = {
    en: "a fixed segment has the name that its rule was given; change it there",
    zh: "固定人群的名称由规则指定，请在规则中修改",
  };
  return new CladeError("BAD_REQUEST", { path: "ownName", problem });
}

function titleOf({ ownName, name }: { readonly ownName: string | null; readonly name: unknown }): string {
  return ownName ?? (name as { readonly en?: string }).en ?? "";
}

/** @throws BAD_REQUEST where nobody of the workspace has this user id */
async function demandMember(within: Transaction, { workspaceId }: WorkspaceScope, userId: string): Promise<void> {
  const member = await within.member.findFirst({ where: { organizationId: workspaceId, userId } });
  if (!member)
    throw new CladeError("BAD_REQUEST", {
      path: "ownerId",
      problem: { en: "nobody of the workspace has this id", zh: "工作区中没有该编号的成员" },
    });
}

/** What a segment comes with that nobody drew: what is planned for its people, and where it is from. */
export interface KeptFrom {
  readonly action: string;
  readonly origin: SegmentOrigin;
}

/** A group drawn on the map, or kept from elsewhere, becomes a segment of its run. @throws NOT_FOUND, FORBIDDEN, BAD_REQUEST */
export async function createLasso(
  scope: WorkspaceScope,
  { runId, name, rows }: NewLasso,
  kept?: KeptFrom,
): Promise<SegmentDetailDto> {
  demandRole(scope, "marketer");
  const run = await db().run.findFirst({
    where: { id: runId, workspaceId: scope.workspaceId, status: "done", kind: "segment" },
  });
  if (!run) throw new CladeError("NOT_FOUND");
  const artefact = artefactOf(run, "segments");
  const { users } = readJson<SegmentsSummary>(artefact, "segments.json");
  const chosen = [...new Set(rows)].sort((a, b) => a - b);
  if ((chosen.at(-1) ?? 0) >= users)
    throw new CladeError("BAD_REQUEST", {
      path: "rows",
      problem: { en: `the run has ${users} users`, zh: `该分析共有 ${users} 名用户` },
    });
  const key = hashValue({ stage: "lasso", version: 1, segments: artefact.receipt.key, rows: chosen }) as StageKey;
  const draft = await artefacts().begin(scope.workspaceId, "lasso", key);
  await writeFile(join(draft.folder, "rows.csv"), `row\n${chosen.join("\n")}\n`);
  const inputs = { segments: artefact.receipt.key };
  await draft.publish({ stage: "lasso", version: 1, key, params: {}, inputs, milliseconds: 0, peakRssBytes: 0 });
  const id = await db().$transaction(async (within) => {
    const others = await within.segment.count({ where: { runId } });
    const row = await within.segment.create({
      data: {
        ...{ workspaceId: scope.workspaceId, runId, membersKey: key },
        name: { en: name, zh: name },
        colour: others % 12,
        size: chosen.length,
        createdById: scope.userId,
        ...(kept ? { action: kept.action, origin: jsonColumn(kept.origin) } : {}),
      },
    });
    await recordAudit(within, scope, { action: "segment.created", subject: name, details: { people: chosen.length } });
    return row.id;
  });
  return getSegment(scope, id);
}

/** Only what was drawn can go; a run's own segments go with it. @throws NOT_FOUND, FORBIDDEN */
export async function deleteLasso(scope: WorkspaceScope, id: string): Promise<void> {
  demandRole(scope, "marketer");
  const row = await findSegment(scope, id);
  if (row.index !== null)
    throw new CladeError("BAD_REQUEST", {
      path: "/",
      problem: { en: "it belongs to its run", zh: "它属于所在的分析" },
    });
  await db().segment.delete({ where: { id } });
}
