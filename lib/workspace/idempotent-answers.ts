import type { Prisma } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";

export interface AnswerSlot {
  /** Hash of the person and the key they sent */
  readonly key: string;
  readonly route: string;
  /** Hash of what was asked: the same key for something else is a mistake */
  readonly request: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What a row holds: without `answer` and with a status, the answer was a secret. Status 0: still at work. */
interface Stored {
  readonly request: string;
  readonly answer?: unknown;
}

const keptFor = 24 * 3600 * 1000;
/** A request that never came to its end (its server was killed) gives its key free after this. */
const abandonedAfter = 60 * 1000;

/**
 * Takes the slot, or gives the answer that was given before.
 * @throws STILL_RUNNING, KEY_REUSED, ALREADY_ANSWERED
 */
export async function openAnswer(
  { workspaceId }: WorkspaceScope,
  { key, route, request }: AnswerSlot,
  now = new Date(),
): Promise<KeptAnswer | undefined> {
  const where = { workspaceId, key, route };
  await db().idempotentAnswer.deleteMany({
    where: {
      workspaceId,
      OR: [
        { createdAt: { lt: new Date(now.getTime() - keptFor) } },
        { ...where, status: 0, createdAt: { lt: new Date(now.getTime() - abandonedAfter) } },
      ],
    },
  });
  const taken = await db().idempotentAnswer.createMany({
    data: [{ ...where, status: 0, body: { request }, createdAt: now }],
    skipDuplicates: true,
  });
  if (taken.count === 1) return undefined;
  const found = await db().idempotentAnswer.findUnique({ where: { workspaceId_route_key: where } });
  const stored = found?.body as unknown as Stored | undefined;
  if (found === null || stored === undefined) throw new CladeError("STILL_RUNNING");
  if (stored.request !== request) throw new CladeError("KEY_REUSED");
  if (found.status === 0) throw new CladeError("STILL_RUNNING");
  if (!("answer" in stored)) throw new CladeError("ALREADY_ANSWERED");
  return { status: found.status, body: stored.answer };
}

export async function keepAnswer(
  { workspaceId }: WorkspaceScope,
  { key, route, request }: AnswerSlot,
  status: number,
  answer: unknown,
): Promise<void> {
  const body = (answer === undefined ? { request } : { request, answer }) as Prisma.InputJsonObject;
  await db().idempotentAnswer.updateMany({ where: { workspaceId, key, route }, data: { status, body } });
}

export async function forgetAnswer({ workspaceId }: WorkspaceScope, { key, route }: AnswerSlot): Promise<void> {
  await db().idempotentAnswer.deleteMany({ where: { workspaceId, key, route } });
}
