import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import { hashValue } from "../core/hash.ts";
import type { StageKey } from "../core/ids.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { artefacts } from "../platform/artefacts.ts";
import { db } from "../platform/db.ts";
import { recordAudit } from "../workspace/audit.ts";
import { findSegment, getSegment } from "./data.ts";
import type { NewLasso, SegmentChange, SegmentDetailDto, SegmentsSummary } from "./schema.ts";
import { artefactOf, readJson } from "./stored-members.ts";

/** Another name or colour; figures are the run's and stay. @throws NOT_FOUND, FORBIDDEN */
export async function changeSegment(
  scope: WorkspaceScope,
  id: string,
  { ownName, colour }: SegmentChange,
): Promise<SegmentDetailDto> {
  demandRole(scope, "marketer");
  const before = await findSegment(scope, id);
  await db().$transaction(async (within) => {
    await within.segment.update({
      where: { id },
      data: { ...(ownName === undefined ? {} : { ownName }), ...(colour === undefined ? {} : { colour }) },
    });
    if (ownName !== undefined && ownName !== before.ownName)
      await recordAudit(within, scope, {
        action: "segment.renamed",
        subject: ownName ?? nameOf(before),
        details: { before: before.ownName ?? nameOf(before) },
      });
  });
  return getSegment(scope, id);
}

function nameOf({ name }: { readonly name: unknown }): string {
  return (name as { readonly en?: string }).en ?? "";
}

/** A group drawn on the map becomes a segment of its run. @throws NOT_FOUND, FORBIDDEN, BAD_REQUEST */
export async function createLasso(scope: WorkspaceScope, { runId, name, rows }: NewLasso): Promise<SegmentDetailDto> {
  demandRole(scope, "marketer");
  const run = await db().run.findFirst({
    where: { id: runId, workspaceId: scope.workspaceId, status: "done", kind: "segment" },
  });
  if (!run) throw new CladeError("NOT_FOUND");
  const artefact = artefactOf(run, "segments");
  const { users } = readJson<SegmentsSummary>(artefact, "segments.json");
  const chosen = [...new Set(rows)].sort((a, b) => a - b);
  if ((chosen.at(-1) ?? 0) >= users)
    throw new CladeError("BAD_REQUEST", { path: "rows", problem: `the run has ${users} users` });
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
  if (row.index !== null) throw new CladeError("BAD_REQUEST", { path: "/", problem: "it belongs to its run" });
  await db().segment.delete({ where: { id } });
}
