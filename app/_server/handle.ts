import type { z } from "zod";
import { CladeError } from "../../lib/core/errors.ts";
import type { Role, WorkspaceScope } from "../../lib/core/scope.ts";
import { checkOrigin } from "./check-origin.ts";
import { answerOnce } from "./idempotency.ts";
import { readBody, readQuery } from "./read-body.ts";
import { problem, sealed } from "./respond.ts";
import { requireScope } from "./session.ts";

/** What a route says about itself: authorisation, parsing and the OpenAPI document are all derived from it. */
export interface Door<P extends string = string, B = unknown, Q = unknown> {
  /** The lowest role that may come in. */
  readonly least: Role;
  /** One line for the API document. */
  readonly summary?: string;
  /** Names of the path's [segments], typed in the handler's `params`. */
  readonly params?: readonly P[];
  /** A strict schema; the parsed value is the handler's `body`. Without one the request's body is left unread. */
  readonly body?: z.ZodType<B>;
  /** A strict schema of the query string; the parsed value is `query`. */
  readonly query?: z.ZodType<Q>;
  /** Shape of the answer, for the API document. */
  readonly answer?: z.ZodType;
  /** Content type of an answer that is not JSON, such as text/csv. */
  readonly answerType?: string;
  /** The answer holds a secret that is shown once: a repeat with the same Idempotency-Key does not show it again. */
  readonly isAnswerSecret?: boolean;
}

export interface Visit<P extends string, B, Q> {
  readonly scope: WorkspaceScope;
  readonly params: Readonly<Record<P, string>>;
  readonly body: B;
  readonly query: Q;
}

interface RouteContext {
  /** Next resolves it to undefined where the path has no [segment]. */
  readonly params: Promise<Record<string, string | string[] | undefined> | undefined>;
}

export interface RouteHandler {
  (request: Request, context: RouteContext): Promise<Response>;
  readonly door: Door<string, unknown, unknown> | OpenDoor<unknown>;
}

/**
 * The one frame of every route of /api/v1: origin → session or key → role → parse → run → answer; whatever is thrown leaves
 * as problem+json, and nothing that was answered is cached.
 *
 *     export const PATCH = handle(async (request, { scope, params, body }) => json(await rename(scope, params.id, body)),
 *       { least: "marketer", params: ["id"], body: Rename });
 */
export function handle<P extends string = never, B = undefined, Q = undefined>(
  run: (request: Request, visit: Visit<P, B, Q>) => Promise<Response>,
  door: Door<P, B, Q>,
): RouteHandler {
  const route = (request: Request, context: RouteContext) =>
    guard(request, async () => {
      const scope = await requireScope(request, door.least);
      const params = (await readParams(context)) as Record<P, string>;
      const query = (door.query && readQuery(request, door.query)) as Q;
      const read = door.body && (await readBody(request, door.body));
      const visit = { scope, params, query, body: read?.value as B };
      return answerOnce(request, scope, read?.text ?? "", door.isAnswerSecret ?? false, () => run(request, visit));
    });
  return Object.assign(route, { door: door as Door<string, unknown, unknown> });
}

/** A door that needs no session, because what it takes (a one-time link) is the proof. */
export interface OpenDoor<B> {
  readonly least: "nobody";
  readonly summary: string;
  readonly body: z.ZodType<B>;
  readonly answer?: z.ZodType;
}

export function handleOpen<B>(run: (request: Request, body: B) => Promise<Response>, door: OpenDoor<B>): RouteHandler {
  const route = (request: Request) =>
    guard(request, async () => run(request, (await readBody(request, door.body)).value));
  return Object.assign(route, { door: door as OpenDoor<unknown> });
}

async function guard(request: Request, visit: () => Promise<Response>): Promise<Response> {
  const where = `${request.method} ${new URL(request.url).pathname}`;
  try {
    checkOrigin(request);
    return sealed(await visit());
  } catch (error) {
    return sealed(problem(error, where));
  }
}

/** A catch-all's parts are joined; an id that no row can have is simply not found. */
async function readParams(context: RouteContext): Promise<Record<string, string>> {
  const params: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries((await context.params) ?? {})) {
    params[name] = Array.isArray(value) ? value.join("/") : (value ?? "");
    if (params[name].includes("\0")) throw new CladeError("NOT_FOUND");
  }
  return params;
}
