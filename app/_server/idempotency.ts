import { hashValue } from "../../lib/core/hash.ts";
import type { WorkspaceScope } from "../../lib/core/scope.ts";
import { forgetAnswer, keepAnswer, openAnswer } from "../../lib/workspace/idempotent-answers.ts";

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
  if (earlier !== undefined) return Response.json(earlier.body, { status: earlier.status });
  let response: Response;
  try {
    response = await run();
  } catch (error) {
    await forgetAnswer(scope, slot);
    throw error;
  }
  if (!response.ok || !/json/.test(response.headers.get("content-type") ?? "")) await forgetAnswer(scope, slot);
  else await keepAnswer(scope, slot, response.status, isSecret ? undefined : await response.clone().json());
  return response;
}
