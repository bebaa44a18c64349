import { Problem, readProblem } from "./problem.ts";

const base = "/api/v1";

/** Reads JSON from the API. `path` starts behind /api/v1. @throws Problem */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(base + path, { headers: { accept: "application/json" }, ...(signal ? { signal } : {}) });
  return answer<T>(response);
}

/** Changes something. A POST carries a fresh Idempotency-Key, so that a repeat after a cut line does it once. */
export async function sendJson<T>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (method === "POST") headers["idempotency-key"] = newKey();
  const response = await fetch(base + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer<T>(response);
}

async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) throw await readProblem(response);
  if (response.status === 204) return undefined as T;
  const body: unknown = await response.json().catch(() => undefined);
  if (body === undefined) throw new Problem(502, {});
  return body as T;
}

/** crypto.randomUUID exists on https and localhost only; a shop may serve Clade on its own network. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
