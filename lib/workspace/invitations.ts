import { randomBytes } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { CladeError } from "../core/errors.ts";
import type { WorkspaceId } from "../core/ids.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { db, type Transaction } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { hashSecret } from "./api-keys.ts";
import { recordAudit } from "./audit.ts";
import { newMember, newUser } from "./people-rows.ts";
import {
  type InvitationAnswer,
  type IssuedInvitation,
  type NewInvitation,
  type OpenInvitation,
  RoleName,
} from "./schema.ts";

const weekInMilliseconds = 7 * 24 * 3600 * 1000;

/**
 * A link for one address, good once and for a week. The row's id is the hash of the link's secret, so the table gives no
 * link away. An older invitation of the same address stops working.
 * @throws ALREADY_MEMBER
 */
export async function issueInvitation(
  scope: WorkspaceScope,
  { email, role }: NewInvitation,
  now = new Date(),
): Promise<IssuedInvitation> {
  demandRole(scope, "admin");
  const secret = randomBytes(24).toString("base64url");
  const id = hashSecret(secret);
  const expiresAt = new Date(now.getTime() + weekInMilliseconds);
  const { workspaceId: organizationId, userId: inviterId } = scope;
  await db().$transaction(async (tx) => {
    if ((await tx.member.count({ where: { organizationId, user: { email } } })) > 0)
      throw new CladeError("ALREADY_MEMBER", { email });
    const where = { organizationId, email, status: "pending" };
    await tx.invitation.updateMany({ where, data: { status: "canceled" } });
    await tx.invitation.create({ data: { id, organizationId, email, role, status: "pending", expiresAt, inviterId } });
    await recordAudit(tx, scope, { action: "invitation.issued", subject: email, details: { role } });
  });
  const link = `${env().baseUrl}/invitation?link=${secret}`;
  return { id, email, role, invitedBy: scope.userName, expiresAt: expiresAt.toISOString(), isExpired: false, link };
}

export async function withdrawInvitation(scope: WorkspaceScope, invitationId: string): Promise<void> {
  demandRole(scope, "admin");
  await db().$transaction(async (tx) => {
    const where = { id: invitationId, organizationId: scope.workspaceId, status: "pending" };
    const [invitation] = await tx.invitation.updateManyAndReturn({ where, data: { status: "canceled" } });
    if (invitation === undefined) throw new CladeError("NOT_FOUND");
    await recordAudit(tx, scope, { action: "invitation.withdrawn", subject: invitation.email });
  });
}

/** @throws LINK_SPENT when it was used, withdrawn, replaced or has expired. */
export async function openInvitation(link: string, now = new Date()): Promise<OpenInvitation> {
  const invitation = await db().invitation.findFirst({
    where: { id: hashSecret(link), status: "pending", expiresAt: { gt: now } },
    include: { organization: true },
  });
  if (invitation === null) throw new CladeError("LINK_SPENT");
  const { email, role, organization } = invitation;
  const hasAccount = (await db().user.count({ where: { email } })) > 0;
  return { email, role: RoleName.parse(role), workspaceName: organization.name, hasAccount };
}

/**
 * Somebody new gets an account and a membership; somebody with an account only the membership, and only when they are
 * signed in as the one who was invited. Of any number of calls at once one succeeds.
 * @param signedIn the e-mail of the session that answers, if any
 * @throws LINK_SPENT, UNAUTHENTICATED, BAD_REQUEST
 */
export async function acceptInvitation(
  answer: InvitationAnswer,
  signedIn: string | undefined,
  now = new Date(),
): Promise<{ email: string }> {
  const { email, hasAccount } = await openInvitation(answer.link, now);
  if (hasAccount && signedIn !== email) throw new CladeError("UNAUTHENTICATED");
  const person = hasAccount ? undefined : { email, ...(await credentials(answer)) };
  await db().$transaction(async (tx) => {
    const where = { id: hashSecret(answer.link), status: "pending", expiresAt: { gt: now } };
    const [invitation] = await tx.invitation.updateManyAndReturn({ where, data: { status: "accepted" } });
    if (invitation === undefined) throw new CladeError("LINK_SPENT");
    const userId = person === undefined ? await existingUser(tx, email) : await newUser(tx, person);
    const role = RoleName.parse(invitation.role);
    const workspaceId = invitation.organizationId as WorkspaceId;
    await newMember(tx, { workspaceId, userId, role });
    const details = { role, invitedBy: invitation.inviterId };
    const name = person?.name ?? email;
    const actor = { workspaceId, actorId: userId, actorName: name, action: "member.joined", subject: email, details };
    await tx.auditEvent.create({ data: actor });
  });
  return { email };
}

async function credentials({ name, password }: InvitationAnswer): Promise<{ name: string; password: string }> {
  if (name === undefined)
    throw new CladeError("BAD_REQUEST", { path: "name", problem: { en: "is missing", zh: "缺少该项" } });
  if (password === undefined)
    throw new CladeError("BAD_REQUEST", { path: "password", problem: { en: "is missing", zh: "缺少该项" } });
  return { name, password: await hashPassword(password) };
}

async function existingUser(tx: Transaction, email: string): Promise<string> {
  return (await tx.user.findUniqueOrThrow({ where: { email } })).id;
}
