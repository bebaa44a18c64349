import { randomUUID } from "node:crypto";
import type { Role } from "../core/scope.ts";
import type { Transaction } from "../platform/db.ts";

interface NewUser {
  readonly name: string;
  readonly email: string;
  /** As better-auth hashed it */
  readonly password: string;
}

/** The two rows that better-auth signs a person in by. Its own sign-up stays shut. */
export async function newUser(tx: Transaction, { name, email, password }: NewUser): Promise<string> {
  const userId = randomUUID();
  await tx.user.create({ data: { id: userId, name, email, emailVerified: true } });
  await tx.account.create({
    data: { id: randomUUID(), accountId: userId, providerId: "credential", userId, password },
  });
  return userId;
}

interface NewMember {
  readonly workspaceId: string;
  readonly userId: string;
  readonly role: Role;
}

export async function newMember(tx: Transaction, { workspaceId, userId, role }: NewMember): Promise<void> {
  await tx.member.create({ data: { id: randomUUID(), organizationId: workspaceId, userId, role } });
}
