import { CladeError } from "./errors.ts";
import type { WorkspaceId } from "./ids.ts";

export type Role = "admin" | "analyst" | "marketer" | "manager";

/** Highest first; a role may do what those after it may. A manager reads reports only. */
export const roles: readonly Role[] = ["admin", "analyst", "marketer", "manager"];

/**
 * Whose data, on whose behalf. The first argument of every read and write; minted in one place only, from a session or
 * an API key (lib/workspace/mint-scope.ts), so that a forgotten check does not compile.
 */
export interface WorkspaceScope {
  readonly workspaceId: WorkspaceId;
  readonly userId: string;
  readonly userName: string;
  readonly role: Role;
  readonly __brand: "WorkspaceScope";
}

export function mayAct(scope: Pick<WorkspaceScope, "role">, least: Role): boolean {
  const own = roles.indexOf(scope.role);
  // A role that the list does not know is none.
  return own >= 0 && own <= roles.indexOf(least);
}

/** What somebody may do who has to have all of these roles; undefined where one is unknown (written by a newer version, say): nothing. */
export function lesserRole(...names: readonly string[]): Role | undefined {
  const known: readonly string[] = roles;
  const places = names.map((name) => known.indexOf(name));
  return places.includes(-1) ? undefined : roles[Math.max(...places)];
}

/**
 * Who may see how people are reached (e-mail, phone, name, address; ids that are one): marketers, who write to them, and
 * admins, who answer for it. Analysts work with what people do, managers with reports: nobody needs more than their work does.
 */
export function mayReadPersonal({ role }: Pick<WorkspaceScope, "role">): boolean {
  return role === "admin" || role === "marketer";
}

/** @throws FORBIDDEN below the role: asked in the data layer too, so that no route can forget it. */
export function demandRole(scope: WorkspaceScope, least: Role): void {
  if (!mayAct(scope, least)) throw new CladeError("FORBIDDEN", { role: scope.role, least });
}
