import type { DuckDBConnection } from "@duckdb/node-api";
import type { Localised } from "../../core/localised.ts";
import { arePlainRows } from "../detection/plain-rows.ts";
import type { IngestSummary, ResolvedTable, SetAsideReason, StoredPersonal, StoredTable } from "../schema.ts";
import { matchPeople } from "./match-people.ts";
import type { StoredRows } from "./people.ts";
import type { TableOutcome } from "./store-table.ts";
import { periodOf, sumUp } from "./summary.ts";
import { rowFacts } from "./transactions-sql.ts";

/** A table of the run, stored. */
export interface StoredOutcome {
  readonly table: ResolvedTable;
  readonly outcome: TableOutcome;
  readonly rows: StoredRows;
  readonly exempt: string | null;
}

/** What was read, kept and set aside over all tables. */
export async function summarise(
  connection: DuckDBConnection,
  all: readonly StoredOutcome[],
  personal: StoredPersonal | null,
): Promise<IngestSummary> {
  const outcomes = all.map(({ outcome }) => outcome);
  const tables = all.map(({ table }) => table);
  const { matches, known } = await matchPeople(
    connection,
    all.map(({ rows }) => rows),
  );
  const stored = all.map(({ table, outcome, exempt }, index): StoredTable => {
    const columns = outcome.columns.flatMap(({ name, role, parquet }) => (parquet ? [{ name, role, parquet }] : []));
    const { users, matched } = matches[index] ?? { users: 0, matched: null };
    return { files: outcome.files, kind: table.kind, columns, rows: outcome.rowsStored, users, matched, exempt };
  });
  const ofKind = (kind: ResolvedTable["kind"]) =>
    all.filter(({ table }) => table.kind === kind).map(({ rows }) => rows);
  const transactions = ofKind("transactions");
  const setAside = new Map<SetAsideReason, number>();
  for (const outcome of outcomes) {
    for (const [reason, rows] of outcome.setAside) setAside.set(reason, (setAside.get(reason) ?? 0) + rows);
  }
  const sum = (count: (outcome: TableOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  const figures =
    transactions.length > 0
      ? await sumUp(connection, transactions)
      : { ...noTransactions, period: await periodOf(connection, ofKind("events")) };
  return {
    tables: stored,
    rowsIn: sum(({ rowsIn }) => rowsIn),
    rowsStored: sum(({ rowsStored }) => rowsStored),
    rowsSetAside: [...setAside.values()].reduce((total, rows) => total + rows, 0),
    setAside: [...setAside]
      .map(([reason, rows]) => ({ reason, rows }))
      .sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1)),
    ...figures,
    knownUsers: figures.knownUsers || known,
    ...(arePlainRows(tables) ? { unit: "row" as const } : {}),
    duplicates: {
      rows: sum(({ repeated }) => repeated),
      dropped: tables.some(({ kind, recipe }) => kind === "transactions" && recipe.dropDuplicates),
    },
    personal,
    notes: notes(tables, outcomes, personal),
  };
}

const noTransactions = {
  revenue: null,
  currency: null,
  knownUsers: 0,
  buyers: 0,
  nonProducts: { rows: 0, amount: 0, items: [] },
  leftOutByStatus: [],
};

function notes(
  tables: readonly ResolvedTable[],
  outcomes: readonly TableOutcome[],
  personal: StoredPersonal | null,
): Localised[] {
  const said = tables.flatMap((table) => table.notes);
  const hasSharedTotals = tables.some(
    ({ kind }, index) => kind === "transactions" && rowFacts(outcomes[index]?.columns ?? []).hasSharedTotals,
  );
  if (hasSharedTotals) {
    said.push({
      en: "Order totals stand on every line of an order; each is counted once, shared out over its lines.",
      zh: "订单总额在该订单的每一行重复出现；每单只计一次，并分摊到各行商品明细。",
    });
  }
  const kept = (personal?.columns ?? []).map(({ name }) => name);
  if (kept.length > 0) {
    said.push({
      en: `Personal columns are kept apart, for exports alone: ${kept.join(", ")}.`,
      zh: `个人信息列单独保存，仅用于导出：${kept.join("、")}。`,
    });
  }
  const known = new Set(kept.map((name) => name.toLowerCase()));
  const dropped = tables
    .flatMap(({ columns }) => columns.filter(({ role }) => role === "personal"))
    .flatMap(({ name }) => (known.has(name.toLowerCase()) ? [] : [name]));
  if (dropped.length > 0) {
    said.push({
      en: `Personal columns are not stored: ${dropped.join(", ")}.`,
      zh: `个人信息列不会保存：${dropped.join("、")}。`,
    });
  }
  return said;
}
