import { auth } from "../../lib/workspace/auth.ts";
import { withCookies } from "./respond.ts";

/** The answer to somebody whose account was made just now: signed in, cookies and all. */
export async function signedIn(request: Request, email: string, password: string): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.delete("cookie");
  const response = await auth().api.signInEmail({ body: { email, password }, headers, asResponse: true });
  return withCookies({ ok: response.ok }, response, 201);
}

/** The e-mail of whoever is signed in, member of a workspace or not. */
export async function signedInEmail(request: Request): Promise<string | undefined> {
  const session = await auth().api.getSession({ headers: request.headers });
  return session?.user.email;
}
