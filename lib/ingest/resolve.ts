import { CladeError } from "../core/errors.ts";
import { assignRoles } from "./detection/assign-roles.ts";
import { findLoneWords, roleCandidates } from "./detection/candidates.ts";
import { checkRoles } from "./detection/check-roles.ts";
import { repeatsInOrders, settleMoney } from "./detection/money.ts";
import { notesOf } from "./detection/notes.ts";
import { guessDecimal } from "./detection/numbers.ts";
import { type ColumnProfile, profileColumn } from "./detection/profile.ts";
import { suggestRecipe } from "./detection/recipe.ts";
import { headerWish, type SampledTable, sampleTable } from "./detection/sample-table.ts";
import { guessKind } from "./detection/table-kind.ts";
import type { FileSample } from "./file-sample.ts";
import type { ColumnRole, DateOrder, ResolvedTable, TableConfig } from "./schema.ts";

export { groupFiles } from "./detection/group-files.ts";

/**
 * Decides everything about each table from the heads of its files; what the config says stands.
 * @throws FILE_EMPTY, FILE_UNREADABLE, NOT_A_TABLE, TOO_MANY_COLUMNS, UNKNOWN_COLUMN, DUPLICATE_ROLE, MISSING_ROLE, MASKED_USER
 */
export function resolveTables(
  configs: readonly TableConfig[],
  samples: ReadonlyMap<string, FileSample>,
): ResolvedTable[] {
  return configs.map((config) => {
    const { table, problem } = describeTable(config, samples);
    if (problem) throw problem;
    return table;
  });
}

/** A table as far as it can be decided, the rows that this was seen from, and what keeps it from being read. */
export interface DescribedTable {
  readonly table: ResolvedTable;
  readonly sampled: SampledTable;
  readonly problem: CladeError | undefined;
}

/** As `resolveTables`, but a table that lacks a role or masks its users is still shown. */
export function describeTable(config: TableConfig, samples: ReadonlyMap<string, FileSample>): DescribedTable {
  return resolveTable(config, samples, usualBytes);
}

/** Read of a table's samples at first; all of them where these hold no whole row or leave day and month open. */
const usualBytes = 256 * 1024;

function resolveTable(config: TableConfig, samples: ReadonlyMap<string, FileSample>, bytes: number): DescribedTable {
  const file = config.files[0] ?? "";
  const table = sampleTable(config, samples, bytes);
  const { names, hasHeader } = table.layout;
  const setRoles = rolesOf(config, file, names);
  const decimal = config.decimal ?? guessDecimal(judgedCells(table));
  const profiles = names.map((name, index) =>
    profileColumn(name, table.columns[index] ?? [], decimal, config.dateOrder),
  );
  const open = table.places.length === 0 || profiles.some((profile) => profile.ambiguousOrder);
  if (open && bytes === usualBytes && !table.complete) {
    return resolveTable(config, samples, Number.POSITIVE_INFINITY);
  }
  const kind = config.kind ?? guessKind(profiles, hasHeader);
  const facts = { kind, hasHeader, complete: table.complete, names, loneWords: findLoneWords(profiles, hasHeader) };
  const candidates = profiles.map((profile) => roleCandidates(profile, facts));
  const orders = orderCells(names, setRoles, candidates, table);
  const settled = candidates.map((list, index) =>
    orders && list.some(isMoney) ? settleMoney(list, repeatsInOrders(orders, table.columns[index] ?? [])) : list,
  );
  const assigned = assignRoles(file, names, settled, setRoles, kind);
  const roles = assigned.columns.map((column) => column.role);
  const problem = problemOf(() => checkRoles({ file, kind, columns: assigned.columns, profiles, table }));
  const dateOrder = config.dateOrder ?? orderOf(roles, profiles);
  const suggested = suggestRecipe({ roles, profiles, columns: table.columns, decimal, complete: table.complete });
  const recipe = { ...suggested, ...definedOf(config.recipe ?? {}) };
  const time = profiles[roles.indexOf("time")];
  const formats = [...(time?.timeFormats ?? [])].filter(([format]) => format !== "unix");
  const resolved = {
    kind,
    files: config.files,
    columns: assigned.columns,
    linesBeforeData: table.layout.linesBeforeData,
    hasHeader,
    encoding: table.encoding,
    ...table.dialect,
    decimal,
    dateOrder,
    timeFormats: formats.sort((a, b) => b[1] - a[1]).map(([format]) => format),
    timeZone: config.timeZone ?? "UTC",
    recipe,
    notes: [...notesOf({ kind, table, roles, profiles, dateOrder, recipe }), ...assigned.notes],
  };
  return { table: resolved, sampled: table, problem };
}

function problemOf(check: () => void): CladeError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof CladeError) return error;
    throw error;
  }
}

/** The complete config of a table: resolving it again gives the same table, and every decision in it can be edited. */
export function toTableConfig(table: ResolvedTable): TableConfig {
  const { kind, files, encoding, separator, quote, decimal, dateOrder, timeZone, recipe } = table;
  return {
    kind,
    files: [...files],
    columns: Object.fromEntries(table.columns.map(({ name, role, reason }) => [name, { role, reason: reason.en }])),
    header: headerWish({ ...table, names: [], firstRow: 0 }),
    ...{ encoding, separator, quote, decimal, dateOrder, timeZone, recipe },
  };
}

function rolesOf(config: TableConfig, file: string, names: readonly string[]): Map<string, ColumnRole> {
  const known = new Set(names);
  const roles = new Map<string, ColumnRole>();
  for (const [column, value] of Object.entries(config.columns ?? {})) {
    if (!known.has(column))
      throw new CladeError("UNKNOWN_COLUMN", { file, column, columns: names.slice(0, 50).join(", ") });
    roles.set(column, typeof value === "string" ? value : value.role);
  }
  return roles;
}

function* judgedCells(table: SampledTable): Iterable<string> {
  for (const column of table.columns) yield* column.slice(0, 500);
}

type Candidates = ReturnType<typeof roleCandidates>;

function isMoney({ role }: { role: ColumnRole }): boolean {
  return role === "amount" || role === "order-total";
}

/** The cells of the order column, as far as one is set or sure. */
function orderCells(
  names: readonly string[],
  set: ReadonlyMap<string, ColumnRole>,
  candidates: readonly Candidates[],
  table: SampledTable,
): readonly string[] | undefined {
  const byHand = names.findIndex((name) => set.get(name) === "order");
  const scores = candidates.map((list) => list.find(({ role }) => role === "order")?.score ?? 0);
  const best = Math.max(0, ...scores);
  const index = byHand >= 0 ? byHand : best > 0 ? scores.indexOf(best) : -1;
  return table.columns[index];
}

function orderOf(roles: readonly ColumnRole[], profiles: readonly ColumnProfile[]): DateOrder {
  const time = profiles[roles.indexOf("time")] ?? profiles.find((profile) => profile.times > 0);
  return time?.dateOrder ?? "ymd";
}

function definedOf<T extends object>(values: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<{
    [K in keyof T]: Exclude<T[K], undefined>;
  }>;
}
