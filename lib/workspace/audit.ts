import type { Prisma } from "../../.build/prisma/client.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import type { Transaction } from "../platform/db.ts";

/** What the audit tells apart; the pages have a sentence for each. */
export type AuditAction =
  | "workspace.renamed"
  | "member.joined"
  | "member.role-changed"
  | "member.removed"
  | "member.reset-issued"
  | "member.reset"
  | "invitation.issued"
  | "invitation.withdrawn"
  | "key.issued"
  | "key.revoked"
  | "dataset.created"
  | "dataset.deleted"
  | "run.started"
  | "run.cancelled"
  | "segment.renamed"
  | "segment.owned"
  | "segment.planned"
  | "segment.created"
  | "model.downloaded"
  | "model.checked"
  | "model.removed"
  | "people.tagged"
  | "people.untagged"
  | "export.made"
  | "export.taken"
  | "experiment.created"
  | "experiment.changed"
  | "experiment.started"
  | "experiment.ended"
  | "experiment.decided"
  | "experiment.deleted"
  | "experiment.analysed"
  | "experiment.shared"
  | "experiment.unshared"
  | "assignment.taken"
  | "policy.taken";

export interface AuditEntry {
  readonly action: AuditAction;
  /** Whom or what it was done to, by its name of that moment */
  readonly subject: string;
  readonly details?: Prisma.InputJsonObject;
}

/** Written in the transaction of the deed itself: no deed without its line, no line without its deed. */
export async function recordAudit(tx: Transaction, scope: WorkspaceScope, entry: AuditEntry): Promise<void> {
  const { action, subject, details = {} } = entry;
  const { workspaceId, userId, userName } = scope;
  await tx.auditEvent.create({ data: { workspaceId, actorId: userId, actorName: userName, action, subject, details } });
}
