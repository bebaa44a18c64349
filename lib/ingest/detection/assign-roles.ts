import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import { coreColumns } from "../reading/stored-names.ts";
import type { ColumnRole, ResolvedColumn, TableKind } from "../schema.ts";
import type { RoleCandidate } from "./candidates.ts";
import { roleWords } from "./role-words.ts";

/** Roles that one column of a table has at most; a user may have several dates. */
const singleRoles: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  ...(["user", "time", "order", "item", "quantity", "price", "amount", "order-total", "status", "currency"] as const),
]);

export interface AssignedRoles {
  readonly columns: readonly ResolvedColumn[];
  readonly notes: readonly Localised[];
}

/**
 * One role for each column: those set in the config first, then the best candidates of all columns in turn, each role
 * of `singleRoles` once. A reason depends on a column and its role alone, so that a config which repeats the outcome
 * gives the same outcome.
 * @throws DUPLICATE_ROLE when the config gives a single role twice
 */
export function assignRoles(
  file: string,
  names: readonly string[],
  candidates: readonly (readonly RoleCandidate[])[],
  set: ReadonlyMap<string, ColumnRole>,
  kind: TableKind,
): AssignedRoles {
  const isSingle = (role: ColumnRole) =>
    kind === "users" ? singleRoles.has(role) && role !== "time" : singleRoles.has(role) || role in coreColumns[kind];
  const roles = new Map<number, ColumnRole>();
  const taken = new Map<ColumnRole, number>();
  for (const [index, name] of names.entries()) {
    const role = set.get(name);
    if (role === undefined) continue;
    const other = names[taken.get(role) ?? -1];
    if (other !== undefined) throw new CladeError("DUPLICATE_ROLE", { file, role, columns: `${other}, ${name}` });
    roles.set(index, role);
    if (isSingle(role)) taken.set(role, index);
  }
  const open = candidates.flatMap((list, index) => list.map((candidate) => ({ ...candidate, index })));
  // The key comes first: without one nothing else matters, and an e-mail address may have to serve.
  open.sort((a, b) => Number(b.role === "user") - Number(a.role === "user") || b.score - a.score || a.index - b.index);
  for (const { index, role } of open) {
    if (roles.has(index) || taken.has(role)) continue;
    roles.set(index, role);
    if (isSingle(role)) taken.set(role, index);
  }
  const columns = names.map((name, index) => {
    const role = roles.get(index) ?? "ignore";
    const reason = candidates[index]?.find((candidate) => candidate.role === role)?.reason ?? setByHand;
    return { name, role, reason };
  });
  return { columns, notes: rivals(names, candidates, taken) };
}

const setByHand: Localised = { en: "Set in the config.", zh: "在配置中指定。" };

/** Roles for which a column that got none of them was as good as the chosen one. */
function rivals(
  names: readonly string[],
  candidates: readonly (readonly RoleCandidate[])[],
  taken: ReadonlyMap<ColumnRole, number>,
): Localised[] {
  const notes: Localised[] = [];
  const used = new Set(taken.values());
  for (const role of singleRoles) {
    const chosen = taken.get(role);
    if (chosen === undefined) continue;
    const score = (index: number) => candidates[index]?.find((candidate) => candidate.role === role)?.score ?? 0;
    const best = score(chosen);
    if (best <= 0.2) continue;
    const others = names.filter((_, index) => !used.has(index) && score(index) >= best - 0.051).slice(0, 5);
    if (others.length === 0) continue;
    const name = names[chosen] ?? "";
    notes.push({
      en: `“${name}” is taken as ${roleWords[role].en}; “${others.join("”, “")}” would fit as well (role ${role}).`,
      zh: `“${name}”列识别为${roleWords[role].zh}；“${others.join("”“")}”列也符合（角色 ${role}）。`,
    });
  }
  return notes;
}
