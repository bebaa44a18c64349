import { CladeError } from "../../../../lib/core/errors.ts";
import { auth, openAuthPaths } from "../../../../lib/workspace/auth.ts";
import { checkOrigin } from "../../../_server/check-origin.ts";
import { refuseEncoding } from "../../../_server/read-body.ts";
import { problem } from "../../../_server/respond.ts";

/** better-auth behind Clade's origin check, with the doors of `openAuthPaths` only. */
async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  try {
    checkOrigin(request);
    refuseEncoding(request);
    if (!openAuthPaths.has(pathname.replace(/^\/api\/auth/, ""))) throw new CladeError("NOT_FOUND");
    const response = await auth().handler(request);
    if (response.status === 500) throw new CladeError("UNAVAILABLE");
    return unstored(response);
  } catch (error) {
    return unstored(problem(error, `${request.method} ${pathname}`));
  }
}

function unstored(response: Response): Response {
  const copy = new Response(response.body, response);
  copy.headers.set("cache-control", "no-store");
  return copy;
}

export { answer as GET, answer as POST };
