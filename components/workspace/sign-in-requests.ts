import { Problem } from "../api/problem.ts";

/** better-auth's doors (/api/auth) answer {code, message}; here they answer like the rest of the API. @throws Problem */
async function askAuth(path: string, body: unknown): Promise<void> {
  const response = await fetch(`/api/auth${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (response.ok) return;
  const { code, detail }: { code?: string; detail?: { en: string; zh: string } } = await response
    .json()
    .catch(() => ({}));
  throw new Problem(response.status, { code: code ?? "INTERNAL", ...(detail ? { detail } : {}) });
}

export function signIn(email: string, password: string): Promise<void> {
  return askAuth("/sign-in/email", { email, password });
}

export async function signOut(): Promise<void> {
  await askAuth("/sign-out", {});
  window.location.assign("/sign-in");
}

/** Everything on screen belongs to the workspace before, so the page starts anew. */
export async function switchWorkspace(organizationId: string): Promise<void> {
  await askAuth("/organization/set-active", { organizationId });
  window.location.assign("/");
}
