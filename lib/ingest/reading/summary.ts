import type { DuckDBConnection } from "@duckdb/node-api";
import { selectRows } from "../../platform/duckdb.ts";
import type { IngestSummary } from "../schema.ts";
import { purchasesSql, type StoredRows } from "./people.ts";
import { findCurrencies } from "./table-checks.ts";
import { rowFacts } from "./transactions-sql.ts";
import { columnOf } from "./typed-sql.ts";

type Figures = Pick<
  IngestSummary,
  "revenue" | "knownUsers" | "buyers" | "nonProducts" | "leftOutByStatus" | "period" | "currency"
>;

/** Sums over stored transactions; money is summed as decimals, so that no figure depends on the order of rows. */
export async function sumUp(connection: DuckDBConnection, stored: readonly StoredRows[]): Promise<Figures> {
  const people = stored.map((rows) => `SELECT * FROM ${rows.people}`).join(" UNION ALL ");
  const users =
    stored.length === 1
      ? people
      : `SELECT user_id, sum(purchases) AS purchases, sum(revenue) AS revenue,
    min(first) AS first, max(last) AS last FROM (${people}) GROUP BY user_id`;
  const [sums] = await selectRows(
    connection,
    `SELECT count(*)::DOUBLE AS known, count(*) FILTER (WHERE purchases > 0)::DOUBLE AS buyers,
      coalesce(sum(revenue), 0)::DOUBLE AS revenue, CAST(min(first) AS VARCHAR) AS first, CAST(max(last) AS VARCHAR) AS last
    FROM (${users})`,
  );
  const known = Number(sums?.revenue ?? 0);
  const guest = (await Promise.all(stored.map(sumGuests))).reduce((sum, revenue) => sum + revenue, 0);
  const hasMoney = stored.some(({ columns }) => rowFacts(columns).hasMoney);
  const rows = stored.map((one) => `SELECT * FROM (${purchasesSql(one)}) WHERE problem = 0`).join(" UNION ALL ");
  return {
    revenue: hasMoney ? { known, guest, knownShare: known + guest > 0 ? known / (known + guest) : 1 } : null,
    knownUsers: Number(sums?.known ?? 0),
    buyers: Number(sums?.buyers ?? 0),
    nonProducts: await sumNonProducts(connection, rows),
    leftOutByStatus: await countLeftOut(connection, rows),
    period: sums?.first ? { from: String(sums.first), to: String(sums.last) } : null,
    currency: await findCurrency(stored),
  };
}

/** Sum of the purchases in rows that are set aside for want of a user. */
async function sumGuests(stored: StoredRows): Promise<number> {
  const code = (columnOf(stored.columns, "user")?.index ?? -2) + 1;
  const [sum] = await selectRows(
    stored.connection,
    `SELECT coalesce(sum(amount), 0)::DOUBLE AS guest FROM (${purchasesSql(stored)}) WHERE problem = ${code} AND is_purchase`,
  );
  return Number(sum?.guest ?? 0);
}

/** The one currency of the rows; null where no column says it, or tables differ. */
async function findCurrency(stored: readonly StoredRows[]): Promise<string | null> {
  const names = new Set<string>();
  for (const one of stored) {
    const wanted = one.table.recipe.currency;
    for (const name of wanted === null ? await findCurrencies(one) : [wanted.trim().toUpperCase()]) names.add(name);
  }
  const [only] = names;
  return only !== undefined && names.size === 1 ? only : null;
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
    `SELECT status, count(*)::DOUBLE AS n FROM (${rows}) WHERE left_out GROUP BY ALL ORDER BY n DESC, status`,
  );
  return found.map(({ status, n }) => ({ status: String(status), rows: Number(n) }));
}

/** First and last time of the rows of tables that are no transactions; null without tables or times. */
export async function periodOf(
  connection: DuckDBConnection,
  stored: readonly StoredRows[],
): Promise<IngestSummary["period"]> {
  const timed = stored.filter(({ columns }) => columnOf(columns, "time"));
  if (timed.length === 0) return null;
  const times = timed.map(({ from }) => `SELECT time FROM ${from} WHERE problem = 0`).join(" UNION ALL ");
  const [found] = await selectRows(
    connection,
    `SELECT CAST(min(time) AS VARCHAR) AS first, CAST(max(time) AS VARCHAR) AS last FROM (${times})`,
  );
  return found?.first ? { from: String(found.first), to: String(found.last) } : null;
}
