import { checkReadiness } from "../../../lib/platform/readiness.ts";

export const dynamic = "force-dynamic";

/** Ready: database, queue and disk. */
export async function GET(): Promise<Response> {
  const { isReady, checks } = await checkReadiness();
  const status = isReady ? "ready" : "not ready";
  return Response.json({ status, checks }, { status: isReady ? 200 : 503, headers: { "cache-control": "no-store" } });
}
