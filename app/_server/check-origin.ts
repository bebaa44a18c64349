import { CladeError } from "../../lib/core/errors.ts";
import { env } from "../../lib/platform/env.ts";
import { isByKey } from "../../lib/workspace/api-keys.ts";

const readingMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses what another site's page makes a browser send with our cookie. Every browser sends Origin with a mutation, so a
 * mutation by cookie without one is refused too; programs come with an API key and are not asked.
 * @throws FOREIGN_ORIGIN
 */
export function checkOrigin(request: Request): void {
  if (isByKey(request.headers)) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isReading = readingMethods.has(request.method);
  if (site !== null && site !== "same-origin" && !(isReading && site === "none"))
    throw new CladeError("FOREIGN_ORIGIN");
  if (origin !== null && !isOwn(origin, request)) throw new CladeError("FOREIGN_ORIGIN");
  if (!isReading && origin === null && site === null) throw new CladeError("FOREIGN_ORIGIN");
}

/** The configured address, or the very host this request was sent to (cookies are bound to that host anyway). */
function isOwn(origin: string, request: Request): boolean {
  if (origin === new URL(env().baseUrl).origin) return true;
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return origin === `http://${host}` || origin === `https://${host}`;
}
