import { CladeError } from "../core/errors.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import {
  type ApiKeyDto,
  type AuditEventDto,
  type AuditQuery,
  type InvitationDto,
  type MeDto,
  type MemberDto,
  RoleName,
} from "./schema.ts";

export async function readMe(scope: WorkspaceScope): Promise<MeDto> {
  const person = await db().user.findUnique({
    where: { id: scope.userId },
    include: { members: { include: { organization: true }, orderBy: { createdAt: "asc" } } },
  });
  const workspaces = (person?.members ?? []).map(({ organization: { id, name } }) => ({ id, name }));
  const workspace = workspaces.find(({ id }) => id === scope.workspaceId);
  if (person === null || workspace === undefined) throw new CladeError("NOT_FOUND");
  return { userId: person.id, name: person.name, email: person.email, role: scope.role, workspace, workspaces };
}

export async function listMembers(scope: WorkspaceScope): Promise<MemberDto[]> {
  demandRole(scope, "admin");
  const members = await db().member.findMany({
    where: { organizationId: scope.workspaceId },
    include: { user: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return members.map(({ id, userId, user, role, createdAt }) => ({
    id,
    userId,
    name: user.name,
    email: user.email,
    role: RoleName.parse(role),
    joinedAt: createdAt.toISOString(),
  }));
}

/** Those nobody answered yet, expired ones included: they can be issued anew. */
export async function listInvitations(scope: WorkspaceScope, now = new Date()): Promise<InvitationDto[]> {
  demandRole(scope, "admin");
  const invitations = await db().invitation.findMany({
    where: { organizationId: scope.workspaceId, status: "pending" },
    include: { inviter: true },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  return invitations.map(({ id, email, role, inviter, expiresAt }) => ({
    id,
    email,
    role: RoleName.parse(role),
    invitedBy: inviter.name,
    expiresAt: expiresAt.toISOString(),
    isExpired: expiresAt <= now,
  }));
}

export async function listApiKeys(scope: WorkspaceScope): Promise<ApiKeyDto[]> {
  demandRole(scope, "admin");
  const keys = await db().apiKey.findMany({
    where: { workspaceId: scope.workspaceId, revokedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  const makers = await db().user.findMany({ where: { id: { in: keys.map(({ createdById }) => createdById) } } });
  const names = new Map(makers.map(({ id, name }) => [id, name]));
  return keys.map(({ id, name, prefix, role, createdById, createdAt, lastUsedAt }) => ({
    id,
    name,
    prefix,
    role: RoleName.parse(role),
    createdBy: names.get(createdById) ?? "",
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}

/** Newest first; `next` asks for the page before the last event of this one. */
export async function listAudit(
  scope: WorkspaceScope,
  { before, limit }: AuditQuery,
): Promise<{ items: AuditEventDto[]; next?: string }> {
  demandRole(scope, "admin");
  const events = await db().auditEvent.findMany({
    where: { workspaceId: scope.workspaceId, ...(before === undefined ? {} : { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const items = events.slice(0, limit).map(({ id, actorName, action, subject, details, createdAt }) => ({
    id: Number(id),
    actorName,
    action,
    subject,
    details: details as Record<string, unknown>,
    at: createdAt.toISOString(),
  }));
  const last = items.at(-1);
  return events.length > limit && last !== undefined ? { items, next: String(last.id) } : { items };
}
