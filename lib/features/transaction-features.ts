import { CladeError } from "../core/errors.ts";
import { formatNumber } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import type { StoredTable } from "../ingest/schema.ts";
import { storedRowsSql } from "../ingest/stored-sql.ts";
import type { Database } from "./database.ts";
import type { Extractor } from "./extractor.ts";
import { extractors } from "./extractors/index.ts";
import type { FeatureColumn } from "./feature-column.ts";
import type { FeaturesParams } from "./schema.ts";
import { aggregateSql, availableExtractors, type TransactionColumns } from "./transactions-sql.ts";

export interface TransactionFeatures {
  readonly columns: readonly FeatureColumn[];
  readonly referenceDate: string;
  /** SQL of a user's revenue over table `purchases`. */
  readonly revenue: string;
  readonly notes: readonly Localised[];
}

/**
 * Aggregates the transactions into temporary table `purchases`, one row per buyer, and plans the features taken from it.
 * @throws TOO_FEW_USERS where nobody bought anything.
 */
export async function aggregateTransactions(
  database: Database,
  folder: string,
  tables: readonly StoredTable[],
  config: Pick<FeaturesParams, "referenceDate" | "treatments" | "window">,
): Promise<TransactionFeatures> {
  const source = `(${tables.map((table) => `FROM ${storedRowsSql(folder, table)}`).join(" UNION ALL BY NAME ")})`;
  const columns = await findColumns(database, source);
  const wanted = extractors.filter(({ id, onRequest }) => !onRequest || config.treatments[id]?.use === true);
  const chosen = availableExtractors(wanted, columns);
  const cutoff = config.referenceDate && `time < ${database.text(config.referenceDate)}::DATE + 1`;
  const filter = ["counts", ...(cutoff ? [cutoff] : []), ...windowSql(database, config.window)].join(" AND ");
  await database.run(`CREATE OR REPLACE TEMP TABLE purchases AS ${aggregateSql(source, filter, columns, chosen)}`);
  const [[dayAfter, buyers] = []] = await database.rows(
    "SELECT (max(last_day) + 1)::DATE::VARCHAR, count(*)::INT FROM purchases",
  );
  if (!buyers) throw new CladeError("TOO_FEW_USERS", { users: 0, k: 2 });

  const ids = new Set(chosen.map(({ id }) => id));
  const notes: Localised[] = [];
  if (!columns.order) {
    notes.push({
      en: "The file has no order column, so each day on which a customer bought counts as one order.",
      zh: "文件没有订单列，因此客户每个有购买的日期计为一单。",
    });
  }
  if (cutoff) {
    const [later] = await database.rows(`SELECT count(*)::DOUBLE FROM ${source} WHERE counts AND NOT (${cutoff})`);
    const rows = Number(later?.[0]);
    if (rows > 0) {
      notes.push({
        en: `${formatNumber(rows)} rows after the reference date ${config.referenceDate} were not looked at.`,
        zh: `基准日 ${config.referenceDate} 之后的 ${formatNumber(rows)} 行未参与计算。`,
      });
    }
  }
  return {
    columns: chosen.map((extractor) => asColumn(extractor, ids)),
    referenceDate: config.referenceDate ?? String(dayAfter),
    revenue: columns.amount ? "purchases.spend" : "NULL",
    notes,
  };
}

/** The hash knows no seed, so that windows of one dataset look at the same users. */
function windowSql(database: Database, window: FeaturesParams["window"]): string[] {
  if (!window) return [];
  const { since, oneIn } = window;
  return [
    `time >= ${database.text(since)}::DATE`,
    ...(oneIn > 1 ? [`md5_number_lower(user_id) % ${Math.floor(oneIn)} = 0`] : []),
  ];
}

/** Columns that hold anything: an amount that is NULL throughout is none. */
async function findColumns(database: Database, source: string): Promise<TransactionColumns> {
  const stored = new Set((await database.rows(`DESCRIBE FROM ${source}`)).map(([name]) => name));
  const names = ["order_id", "item", "quantity", "amount"].filter((name) => stored.has(name));
  const tests = names.map((name) => `EXISTS (FROM ${source} WHERE ${name} IS NOT NULL)`);
  const [found = []] = tests.length === 0 ? [] : await database.rows(`SELECT ${tests.join(", ")}`);
  const holds = (name: string) => found[names.indexOf(name)] === true;
  return { order: holds("order_id"), item: holds("item"), quantity: holds("quantity"), amount: holds("amount") };
}

function asColumn(extractor: Extractor, ids: ReadonlySet<string>): FeatureColumn {
  const { standsInFor, treatment, value } = extractor;
  const isNeeded = standsInFor !== undefined && !ids.has(standsInFor);
  return { ...extractor, treatment: isNeeded ? { ...treatment, use: true } : treatment, sql: value };
}
