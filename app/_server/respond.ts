import { randomBytes } from "node:crypto";
import { STATUS_CODES } from "node:http";
import { ZodError } from "zod";
import { asCladeError, CladeError } from "../../lib/core/errors.ts";
import { log } from "../../lib/platform/log.ts";
import { issueProblem } from "./issue-problem.ts";

/** JSON for a signed-in reader: never kept by a cache. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

export function noContent(): Response {
  return new Response(null, { status: 204 });
}

/** 202: the work was put on the queue. */
export function accepted(body: unknown): Response {
  return json(body, 202);
}

export function created(body: unknown): Response {
  return json(body, 201);
}

/** Content-Disposition of a download in any language (RFC 6266): whatever cannot stand in a header is encoded. */
export function attachment(fileName: string): string {
  const name = fileName.toWellFormed();
  const ascii = name.replace(/[^\w .()-]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** JSON that sets the cookies of another answer. */
export function withCookies(body: unknown, { headers }: Response, status = 200): Response {
  const answer = json(body, status);
  for (const cookie of headers.getSetCookie()) answer.headers.append("set-cookie", cookie);
  return answer;
}

/** No answer is kept by a cache or taken for another type than it says. */
export function sealed(response: Response): Response {
  const headers = new Headers(response.headers);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set("x-content-type-options", "nosniff");
  // Data that a browser is talked into showing as a page runs nothing and loads nothing.
  headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  return new Response(response.body, { status: response.status, headers });
}

/** Any failure as problem+json (RFC 9457): one sentence in both languages; cause and stack go to the log by reference. */
export function problem(thrown: unknown, where: string): Response {
  const reference = randomBytes(6).toString("hex");
  const error = asWebError(thrown, reference);
  const line = { reference, code: error.code, where, err: error.cause ?? error };
  if (error.status >= 500) log.error(line, "request failed");
  else log.debug(line, "request refused");
  const body = {
    type: `urn:clade:error:${error.code.toLowerCase().replaceAll("_", "-")}`,
    title: STATUS_CODES[error.status] ?? error.code,
    status: error.status,
    code: error.code,
    detail: { en: error.sentence("en"), zh: error.sentence("zh") },
    reference,
  };
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (error.status === 401) headers.set("www-authenticate", 'Bearer realm="clade"');
  if (error.retry && error.status >= 429) headers.set("retry-after", String(error.details.seconds ?? 2));
  return new Response(JSON.stringify(body), { status: error.status, headers });
}

function asWebError(thrown: unknown, reference: string): CladeError {
  if (thrown instanceof CladeError) return thrown;
  if (thrown instanceof ZodError) return badRequest(thrown);
  if (isDatabaseAway(thrown)) return new CladeError("UNAVAILABLE", {}, thrown);
  const known = asCladeError(thrown, "web");
  return known.code === "INTERNAL" ? new CladeError("UNEXPECTED", { reference }, thrown) : known;
}

export function badRequest(error: ZodError): CladeError {
  const [issue] = error.issues;
  const path = issue?.path.map(String).join(".") || "/";
  return new CladeError("BAD_REQUEST", { path, problem: issueProblem(issue) });
}

/** Prisma's and pg's words for a database that is restarting, gone or out of connections. */
function isDatabaseAway(thrown: unknown): boolean {
  const { code, message } = (thrown ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === "string" && /^(P1001|P1002|P1008|P1017|P2024|57P0[123]|08\d{3}|53300|ECONN\w+)$/.test(code))
    return true;
  return typeof message === "string" && /ECONNREFUSED|Can't reach database|connection terminated/i.test(message);
}
