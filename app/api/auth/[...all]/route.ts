import { CladeError } from "../../../../lib/core/errors.ts";
import { auth, openAuthPaths } from "../../../../lib/workspace/auth.ts";
import { SignInBody } from "../../../../lib/workspace/schema.ts";
import { SignInTries } from "../../../../lib/workspace/sign-in-tries.ts";
import { checkOrigin } from "../../../_server/check-origin.ts";
import { readBody, refuseEncoding } from "../../../_server/read-body.ts";
import { problem, sealed, withCookies } from "../../../_server/respond.ts";

const tries = new SignInTries();

/** better-auth behind Clade's origin check, with the doors of `openAuthPaths` only, and its refusals as problem+json. */
async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  try {
    checkOrigin(request);
    refuseEncoding(request);
    const path = pathname.replace(/^\/api\/auth/, "");
    if (!openAuthPaths.has(path)) throw new CladeError("NOT_FOUND");
    return sealed(path === "/sign-in/email" ? await signIn(request) : refused(await askAuth(request)));
  } catch (error) {
    return sealed(problem(error, `${request.method} ${pathname}`));
  }
}

async function signIn(request: Request): Promise<Response> {
  const { value } = await readBody(request, SignInBody);
  tries.demand(value.email, Date.now());
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  const response = await askAuth(new Request(request.url, { method: "POST", headers, body: JSON.stringify(value) }));
  if (response.status === 401) {
    tries.failed(value.email, Date.now());
    throw new CladeError("SIGN_IN_FAILED");
  }
  if (response.ok) tries.succeeded(value.email);
  return refused(response);
}

/** Whatever breaks in there, broke at the session store. */
async function askAuth(request: Request): Promise<Response> {
  try {
    return await auth().handler(request);
  } catch (error) {
    throw new CladeError("UNAVAILABLE", {}, error);
  }
}

/**
 * What better-auth refuses, in Clade's words. What it grants is the cookie alone: its answers hold the session's token,
 * which scripts must not see, and a workspace's members, which not every role may.
 */
function refused(response: Response): Response {
  const { status } = response;
  if (status < 400) return withCookies({ ok: true }, response);
  if (status >= 500) throw new CladeError("UNAVAILABLE");
  if (status === 429) {
    const seconds = Number(response.headers.get("x-retry-after") ?? 60);
    throw new CladeError("TOO_MANY_TRIES", { seconds });
  }
  if (status === 401) throw new CladeError("UNAUTHENTICATED");
  if (status === 403 || status === 404) throw new CladeError("NOT_FOUND");
  throw new CladeError("BAD_REQUEST", { path: "/", problem: { en: "not accepted", zh: "不予接受" } });
}

export { answer as GET, answer as POST };
