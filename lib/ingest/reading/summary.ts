import type { DuckDBConnection } from "@duckdb/node-api";
import { selectRows, sqlName, sqlText } from "../../platform/duckdb.ts";
import type { IngestSummary, ResolvedTable } from "../schema.ts";
import type { TableOutcome } from "./store-table.ts";
import { leftOutSql, purchaseSql, rowFacts } from "./transactions-sql.ts";
import { columnOf } from "./typed-sql.ts";

/** A stored table of transactions, to be summed up. */
export interface StoredTransactions {
  readonly path: string;
  readonly table: ResolvedTable;
  readonly outcome: TableOutcome;
}

type Figures = Pick<
  IngestSummary,
  "revenue" | "knownUsers" | "buyers" | "nonProducts" | "leftOutByStatus" | "period" | "currency"
>;

/** Sums over stored transactions; money is summed as decimals, so that no figure depends on the order of rows. */
export async function sumUp(connection: DuckDBConnection, stored: readonly StoredTransactions[]): Promise<Figures> {
  const rows = stored.map(rowsSql).join(" UNION ALL ");
  const [users] = await selectRows(
    connection,
    `SELECT count(*)::DOUBLE AS known, count(*) FILTER (WHERE purchases > 0)::DOUBLE AS buyers,
      coalesce(sum(revenue), 0)::DOUBLE AS revenue, CAST(min(first) AS VARCHAR) AS first, CAST(max(last) AS VARCHAR) AS last
    FROM (SELECT user_id, count(*) FILTER (WHERE is_purchase) AS purchases,
        sum(amount) FILTER (WHERE is_purchase) AS revenue, min(time) AS first, max(time) AS last
      FROM (${rows}) GROUP BY user_id)`,
  );
  const known = Number(users?.revenue ?? 0);
  const guest = stored.reduce((sum, { outcome }) => sum + outcome.guestRevenue, 0);
  const hasMoney = stored.some(({ outcome }) => rowFacts(outcome.columns).hasMoney);
  return {
    revenue: hasMoney ? { known, guest, knownShare: known + guest > 0 ? known / (known + guest) : 1 } : null,
    knownUsers: Number(users?.known ?? 0),
    buyers: Number(users?.buyers ?? 0),
    nonProducts: await sumNonProducts(connection, rows),
    leftOutByStatus: await countLeftOut(connection, rows),
    period: users?.first ? { from: String(users.first), to: String(users.last) } : null,
    currency: await findCurrency(connection, stored),
  };
}

/** The one currency of the rows; null where no column says it, or tables differ. */
async function findCurrency(
  connection: DuckDBConnection,
  stored: readonly StoredTransactions[],
): Promise<string | null> {
  const names = new Set<string>();
  for (const { path, table, outcome } of stored) {
    if (table.recipe.currency !== null) names.add(table.recipe.currency.trim().toUpperCase());
    const column = columnOf(outcome.columns, "currency")?.parquet;
    if (table.recipe.currency !== null || column === undefined) continue;
    const sql = `SELECT DISTINCT upper(${sqlName(column)}) AS name FROM read_parquet(${sqlText(path)})`;
    for (const { name } of await selectRows(connection, sql)) if (name !== null) names.add(String(name));
  }
  const [only] = names;
  return only !== undefined && names.size === 1 ? only : null;
}

function rowsSql({ path, table, outcome }: StoredTransactions): string {
  const status = columnOf(outcome.columns, "status");
  const item = columnOf(outcome.columns, "item");
  const statusSql = status?.parquet ? sqlName(status.parquet) : "NULL::VARCHAR";
  const leftOut = leftOutSql(status && statusSql, table.recipe);
  return `SELECT user_id, time, amount, is_product, ${item ? "item" : "NULL::VARCHAR"} AS item,
    CASE WHEN ${leftOut} THEN ${statusSql} END AS left_status,
    ${purchaseSql(outcome.columns, "amount", columnOf(outcome.columns, "quantity") && "quantity", leftOut)} AS is_purchase
    FROM read_parquet(${sqlText(path)})`;
}

async function sumNonProducts(connection: DuckDBConnection, rows: string): Promise<Figures["nonProducts"]> {
  const found = await selectRows(
    connection,
    `SELECT upper(item) AS item, count(*)::DOUBLE AS n, coalesce(sum(amount) FILTER (WHERE is_purchase), 0)::VARCHAR AS amount
    FROM (${rows}) WHERE NOT is_product GROUP BY ALL ORDER BY item`,
  );
  return {
    rows: found.reduce((sum, { n }) => sum + Number(n), 0),
    amount: Math.round(found.reduce((sum, { amount }) => sum + Number(amount), 0) * 1e4) / 1e4,
    items: found.map(({ item }) => String(item)),
  };
}

async function countLeftOut(connection: DuckDBConnection, rows: string): Promise<Figures["leftOutByStatus"]> {
  const found = await selectRows(
    connection,
    `SELECT left_status AS status, count(*)::DOUBLE AS n FROM (${rows}) WHERE left_status IS NOT NULL
    GROUP BY ALL ORDER BY n DESC, status`,
  );
  return found.map(({ status, n }) => ({ status: String(status), rows: Number(n) }));
}
