import { CladeError } from "../core/errors.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { db, type Transaction } from "../platform/db.ts";
import { hashSecret, newApiKey } from "./api-keys.ts";
import { recordAudit } from "./audit.ts";
import type { IssuedApiKey, MemberChange, NewApiKey, WorkspaceChange, WorkspaceDto } from "./schema.ts";

export async function renameWorkspace(scope: WorkspaceScope, { name }: WorkspaceChange): Promise<WorkspaceDto> {
  demandRole(scope, "admin");
  return db().$transaction(async (tx) => {
    await tx.organization.update({ where: { id: scope.workspaceId }, data: { name } });
    await recordAudit(tx, scope, { action: "workspace.renamed", subject: name });
    return { id: scope.workspaceId, name };
  });
}

/** @throws NOT_FOUND for another workspace's member, LAST_ADMIN when nobody would be left to run the workspace. */
export async function changeRole(scope: WorkspaceScope, memberId: string, { role }: MemberChange): Promise<void> {
  demandRole(scope, "admin");
  await db().$transaction(async (tx) => {
    const member = await lockMember(tx, scope, memberId);
    if (role !== "admin") await demandOtherAdmin(tx, scope, memberId);
    await tx.member.update({ where: { id: memberId }, data: { role } });
    const details = { from: member.role, to: role };
    await recordAudit(tx, scope, { action: "member.role-changed", subject: member.user.email, details });
  });
}

/** Their sessions and keys here open nothing from the next request on. */
export async function removeMember(scope: WorkspaceScope, memberId: string): Promise<void> {
  demandRole(scope, "admin");
  await db().$transaction(async (tx) => {
    const member = await lockMember(tx, scope, memberId);
    await demandOtherAdmin(tx, scope, memberId);
    await tx.member.delete({ where: { id: memberId } });
    await recordAudit(tx, scope, { action: "member.removed", subject: member.user.email });
  });
}

/** The key's text is in this answer only. */
export async function issueApiKey(scope: WorkspaceScope, { name, role }: NewApiKey): Promise<IssuedApiKey> {
  demandRole(scope, "admin");
  const { prefix, secret, text } = newApiKey();
  return db().$transaction(async (tx) => {
    const { id, createdAt } = await tx.apiKey.create({
      data: { workspaceId: scope.workspaceId, name, role, prefix, hash: hashSecret(secret), createdById: scope.userId },
    });
    await recordAudit(tx, scope, { action: "key.issued", subject: name, details: { role, prefix } });
    const dates = { createdAt: createdAt.toISOString(), lastUsedAt: null };
    return { id, name, prefix, role, createdBy: scope.userName, ...dates, key: text };
  });
}

export async function revokeApiKey(scope: WorkspaceScope, keyId: string, now = new Date()): Promise<void> {
  demandRole(scope, "admin");
  await db().$transaction(async (tx) => {
    const where = { id: keyId, workspaceId: scope.workspaceId, revokedAt: null };
    const [key] = await tx.apiKey.updateManyAndReturn({ where, data: { revokedAt: now } });
    if (key === undefined) throw new CladeError("NOT_FOUND");
    await recordAudit(tx, scope, { action: "key.revoked", subject: key.name, details: { prefix: key.prefix } });
  });
}

/** Two admins that demote each other at once are judged one after the other. */
async function lockMember(tx: Transaction, { workspaceId }: WorkspaceScope, memberId: string) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${workspaceId}))`;
  const where = { id: memberId, organizationId: workspaceId };
  const member = await tx.member.findFirst({ where, include: { user: true } });
  if (member === null) throw new CladeError("NOT_FOUND");
  return member;
}

async function demandOtherAdmin(tx: Transaction, { workspaceId }: WorkspaceScope, memberId: string): Promise<void> {
  const where = { organizationId: workspaceId, role: "admin", id: { not: memberId } };
  if ((await tx.member.count({ where })) === 0) throw new CladeError("LAST_ADMIN");
}
