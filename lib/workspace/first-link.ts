import { randomBytes, randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { CladeError } from "../core/errors.ts";
import { db } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { hashSecret } from "./api-keys.ts";
import { newMember, newUser } from "./people-rows.ts";
import type { FirstAdmin } from "./schema.ts";

const identifier = "first-link";
const dayInMilliseconds = 24 * 3600 * 1000;

/**
 * The link that `npm start` prints while nobody has an account: it makes its opener the first admin. A new one replaces
 * the last; undefined once somebody is there.
 */
export async function issueFirstLink(now = new Date()): Promise<string | undefined> {
  if ((await db().user.count()) > 0) return undefined;
  const token = randomBytes(24).toString("base64url");
  const expiresAt = new Date(now.getTime() + dayInMilliseconds);
  await db().$transaction([
    db().verification.deleteMany({ where: { identifier } }),
    db().verification.create({ data: { id: randomUUID(), identifier, value: hashSecret(token), expiresAt } }),
  ]);
  return `${env().baseUrl}/set-up?link=${token}`;
}

/** Would this link still make an admin? */
export async function isFirstLinkOpen(token: string, now = new Date()): Promise<boolean> {
  const where = { identifier, value: hashSecret(token), expiresAt: { gt: now } };
  return (await db().verification.count({ where })) > 0;
}

/**
 * Makes the first person, their workspace and their admin role in one transaction under one lock: of any number of calls
 * at once exactly one succeeds.
 * @throws LINK_SPENT for every other call.
 */
export async function claimFirstLink(input: FirstAdmin, now = new Date()): Promise<void> {
  if (!(await isFirstLinkOpen(input.link, now))) throw new CladeError("LINK_SPENT");
  const password = await hashPassword(input.password);
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${identifier}))`;
    const spent = await tx.verification.deleteMany({ where: { identifier, value: hashSecret(input.link) } });
    if (spent.count !== 1 || (await tx.user.count()) > 0) throw new CladeError("LINK_SPENT");
    const workspaceId = randomUUID();
    await tx.organization.create({ data: { id: workspaceId, name: input.workspaceName, slug: workspaceId } });
    const userId = await newUser(tx, { name: input.name, email: input.email, password });
    await newMember(tx, { workspaceId, userId, role: "admin" });
  });
}
