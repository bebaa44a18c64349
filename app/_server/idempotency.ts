import { hashValue } from "../../lib/core/hash.ts";
import type { WorkspaceScope } from "../../lib/core/scope.ts";
import { log } from "../../lib/platform/log.ts";
import {
  type AnswerSlot,
  forgetAnswer,
  type KeptAnswer,
  keepAnswer,
  openAnswer,
} from "../../lib/workspace/idempotent-answers.ts";

/**
 * A POST with an Idempotency-Key happens once: its repeats get the first answer. A failure is not kept, so that the same
 * key may try again. Other methods and POSTs without a key just run.
 * @throws STILL_RUNNING, KEY_REUSED, ALREADY_ANSWERED
 */
export async function answerOnce(
  request: Request,
  scope: WorkspaceScope,
  text: string,
  isSecret: boolean,
  run: () => Promise<Response>,
): Promise<Response> {
  const key = request.headers.get("idempotency-key");
  if (request.method !== "POST" || key === null) return run();
  const { pathname, search } = new URL(request.url);
  const slot = { key: hashValue([scope.userId, key]), route: pathname, request: hashValue([search, text]) };
  const earlier = await openAnswer(scope, slot);
  if (earlier !== undefined) return repeated(earlier);
  let response: Response;
  try {
    response = await run();
  } catch (error) {
    await forgetAnswer(scope, slot);
    throw error;
  }
  if (!isKept(response)) await forgetAnswer(scope, slot);
  else await keep(scope, slot, response, isSecret);
  return response;
}

/** Streams are not kept: they are read again, not done again. */
function isKept({ ok, status, headers }: Response): boolean {
  return ok && (status === 204 || /json/.test(headers.get("content-type") ?? ""));
}

function repeated({ status, body }: KeptAnswer): Response {
  return status === 204 ? new Response(null, { status }) : Response.json(body, { status });
}

/** The deed is done: an answer that cannot be kept is given all the same, and its key stays shut for a minute. */
async function keep(scope: WorkspaceScope, slot: AnswerSlot, response: Response, isSecret: boolean): Promise<void> {
  const { status } = response;
  try {
    const body = status === 204 ? null : await response.clone().json();
    await keepAnswer(scope, slot, status, isSecret ? undefined : body);
  } catch (error) {
    log.warn({ err: error, route: slot.route }, "an idempotent answer was not kept");
  }
}
