import { CladeError } from "../core/errors.ts";
import type { WorkspaceId } from "../core/ids.ts";
import { lesserRole, type Role, type WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { hashSecret, isByKey, readApiKey } from "./api-keys.ts";
import { auth } from "./auth.ts";

/**
 * The only maker of scopes. A request with `Authorization: Bearer clade_…` acts by that key alone, any other by its
 * session cookie; undefined when it has neither. The role is read at every request, so that taking it away works at once.
 * @throws UNAVAILABLE when the session store cannot be asked: nobody is signed in by mistake.
 */
export async function mintScope(headers: Headers): Promise<WorkspaceScope | undefined> {
  try {
    return isByKey(headers) ? await keyScope(headers.get("authorization") ?? "") : await sessionScope(headers);
  } catch (error) {
    throw new CladeError("UNAVAILABLE", {}, error);
  }
}

async function sessionScope(headers: Headers): Promise<WorkspaceScope | undefined> {
  if (!headers.get("cookie")?.includes("clade.session_token=")) return undefined;
  const found = await auth().api.getSession({ headers });
  if (found === null) return undefined;
  const memberships = await db().member.findMany({ where: { userId: found.user.id }, orderBy: { createdAt: "asc" } });
  const active = found.session.activeOrganizationId;
  const membership = memberships.find(({ organizationId }) => organizationId === active) ?? memberships[0];
  if (membership === undefined) return undefined;
  return scopeOf(membership.organizationId, found.user.id, found.user.name, lesserRole(membership.role));
}

/** A key may do what its own role and its maker's present role both allow; it dies with the membership. */
async function keyScope(authorization: string): Promise<WorkspaceScope | undefined> {
  const parts = readApiKey(authorization);
  if (parts === undefined) return undefined;
  const key = await db().apiKey.findUnique({ where: { prefix: parts.prefix } });
  if (key === null || key.revokedAt !== null || key.hash !== hashSecret(parts.secret)) return undefined;
  const maker = await db().member.findUnique({
    where: { organizationId_userId: { organizationId: key.workspaceId, userId: key.createdById } },
  });
  if (maker === null) return undefined;
  await noteUse(key.id, key.lastUsedAt);
  return scopeOf(key.workspaceId, key.createdById, key.name, lesserRole(key.role, maker.role));
}

/** To the minute: a busy program does not need a write for every read. */
async function noteUse(id: string, last: Date | null, now = new Date()): Promise<void> {
  if (last !== null && now.getTime() - last.getTime() < 60_000) return;
  await db().apiKey.update({ where: { id }, data: { lastUsedAt: now } });
}

function scopeOf(
  workspace: string,
  userId: string,
  userName: string,
  role: Role | undefined,
): WorkspaceScope | undefined {
  if (role === undefined) return undefined;
  return { workspaceId: workspace as WorkspaceId, userId, userName, role } as WorkspaceScope;
}
