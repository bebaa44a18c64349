import { randomBytes, randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { CladeError } from "../core/errors.ts";
import type { WorkspaceId } from "../core/ids.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { hashSecret } from "./api-keys.ts";
import { recordAudit } from "./audit.ts";
import type { IssuedReset, ResetAnswer } from "./schema.ts";

const dayInMilliseconds = 24 * 3600 * 1000;
const prefix = "reset:";

/**
 * A link by which a member sets a new password, good once and for a day; Clade sends no mail, so an admin hands it over.
 * @throws NOT_FOUND, MEMBER_ELSEWHERE for people of two workspaces: an admin of one must not take over the other
 */
export async function issueReset(scope: WorkspaceScope, memberId: string, now = new Date()): Promise<IssuedReset> {
  demandRole(scope, "admin");
  const where = { id: memberId, organizationId: scope.workspaceId };
  const member = await db().member.findFirst({ where, include: { user: { include: { members: true } } } });
  if (member === null) throw new CladeError("NOT_FOUND");
  const { email, members } = member.user;
  if (members.length > 1) throw new CladeError("MEMBER_ELSEWHERE", { email });
  const identifier = prefix + member.userId;
  const secret = randomBytes(24).toString("base64url");
  const expiresAt = new Date(now.getTime() + dayInMilliseconds);
  await db().$transaction(async (tx) => {
    await tx.verification.deleteMany({ where: { identifier } });
    await tx.verification.create({ data: { id: randomUUID(), identifier, value: hashSecret(secret), expiresAt } });
    await recordAudit(tx, scope, { action: "member.reset-issued", subject: email });
  });
  return { link: `${env().baseUrl}/reset?link=${secret}`, expiresAt: expiresAt.toISOString() };
}

/** Whose password this link would set. @throws LINK_SPENT */
export async function openReset(link: string, now = new Date()): Promise<{ email: string }> {
  const row = await db().verification.findFirst({
    where: { identifier: { startsWith: prefix }, value: hashSecret(link), expiresAt: { gt: now } },
  });
  const id = row?.identifier.slice(prefix.length);
  const person = id === undefined ? null : await db().user.findUnique({ where: { id } });
  if (person === null) throw new CladeError("LINK_SPENT");
  return { email: person.email };
}

/** Sets the password, and ends every session that the old one had opened. @throws LINK_SPENT */
export async function resetPassword({ link, password }: ResetAnswer, now = new Date()): Promise<{ email: string }> {
  const { email } = await openReset(link, now);
  const hash = await hashPassword(password);
  await db().$transaction(async (tx) => {
    const where = { identifier: { startsWith: prefix }, value: hashSecret(link), expiresAt: { gt: now } };
    if ((await tx.verification.deleteMany({ where })).count !== 1) throw new CladeError("LINK_SPENT");
    const person = await tx.user.findUniqueOrThrow({ where: { email }, include: { members: true } });
    // Whoever joined another workspace since then is no longer this admin's to open.
    if (person.members.length > 1) throw new CladeError("LINK_SPENT");
    await tx.account.updateMany({ where: { userId: person.id, providerId: "credential" }, data: { password: hash } });
    await tx.session.deleteMany({ where: { userId: person.id } });
    for (const { organizationId, role } of person.members) {
      const workspaceId = organizationId as WorkspaceId;
      const actor = { actorId: person.id, actorName: person.name, action: "member.reset", subject: email };
      await tx.auditEvent.create({ data: { workspaceId, ...actor, details: { role } } });
    }
  });
  return { email };
}
