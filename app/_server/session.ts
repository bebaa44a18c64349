import { headers } from "next/headers";
import { cache } from "react";
import { CladeError } from "../../lib/core/errors.ts";
import { demandRole, type Role, type WorkspaceScope } from "../../lib/core/scope.ts";
import { mintScope } from "../../lib/workspace/mint-scope.ts";

/** Who opens this page; undefined sends them to sign in. Asked once a request, however many components ask. */
export const pageScope: () => Promise<WorkspaceScope | undefined> = cache(async () => mintScope(await headers()));

/** @throws UNAUTHENTICATED without a session or key, FORBIDDEN below the role. */
export async function requireScope(request: Request, least: Role): Promise<WorkspaceScope> {
  const scope = await mintScope(request.headers);
  if (scope === undefined) throw new CladeError("UNAUTHENTICATED");
  demandRole(scope, least);
  return scope;
}
