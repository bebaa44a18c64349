import type { FeaturesSummary } from "../features/schema.ts";
import type { IngestSummary, StoredTable } from "../ingest/schema.ts";
import { storedRowsSql } from "../ingest/stored-sql.ts";
import { sqlName, sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { fillMonths } from "./months.ts";
import type { SegmentItem, SegmentTrend } from "./segment-schema.ts";
import { artefactOf, membersFile, type RunKeys, readJson } from "./stored-members.ts";
import { type Members, membersWhere } from "./stored-people.ts";

const shownItems = 8;
/** An item counts as theirs from so many of the members on, at least … */
const leastShare = 0.03;
/** … and from so many buyers: of fewer, a lift is chance. */
const fewestBuyers = 10;

interface Purchases {
  /** SQL of the lines that were bought by the run's people: user_id, own, time and what else there is. */
  readonly lines: string;
  readonly has: ReadonlySet<string>;
  /** A column of words beside the item's code, where there is one. */
  readonly words: string | null;
}

/** Lines of a run's transactions that its features counted as bought; null where the dataset has none. */
async function openPurchases(run: RunKeys, members: Members): Promise<Purchases | null> {
  const ingest = artefactOf(run, "ingest");
  const tables = readJson<IngestSummary>(ingest, "ingest.json").tables.filter(({ kind }) => kind === "transactions");
  if (tables.length === 0) return null;
  const source = `(${tables.map((table) => `FROM ${storedRowsSql(ingest.folder, table)}`).join(" UNION ALL BY NAME ")})`;
  const described = await queryArtefacts(`DESCRIBE FROM ${source}`);
  const has = new Set(described.map(({ column_name }) => String(column_name)));
  const { referenceDate } = readJson<FeaturesSummary>(artefactOf(run, "features"), "features.json");
  const bought = ["quantity", "amount"]
    .filter((name) => has.has(name))
    .map((name) => `(${name} > 0 OR ${name} IS NULL)`);
  const until = referenceDate ? [`time < ${sqlText(referenceDate)}::DATE + 1`] : [];
  const people = `SELECT user_id, (${membersWhere(members)}) AS own
    FROM read_parquet(${sqlText(await membersFile(run))})`;
  const where = ["counts", "NOT is_return", ...bought, ...until].join(" AND ");
  return {
    lines: `(SELECT * FROM ${source} JOIN (${people}) USING (user_id) WHERE ${where})`,
    has,
    words: wordsOf(tables),
  };
}

function wordsOf(tables: readonly StoredTable[]): string | null {
  const columns = tables.flatMap((table) => table.columns.filter(({ role }) => role === "text"));
  return columns[0]?.parquet ?? null;
}

/**
 * What members buy more often than everybody: share of the members who bought it / share of everybody who did, highest
 * first, among items that enough members bought. Empty where there are no items. A description; no test applies.
 */
export async function readItems(run: RunKeys, members: Members): Promise<SegmentItem[]> {
  const purchases = await openPurchases(run, members);
  if (!purchases?.has.has("item")) return [];
  const { lines, words } = purchases;
  const found = await queryArtefacts(`WITH bought AS (
      SELECT DISTINCT user_id, own, item FROM ${lines} WHERE item IS NOT NULL
    ), people AS (
      SELECT count(*) FILTER (own) AS members, count(*) AS everybody FROM (SELECT DISTINCT user_id, own FROM bought)
    ), counted AS (
      SELECT item, count(*) FILTER (own)::DOUBLE AS buyers, count(*)::DOUBLE AS all_buyers FROM bought GROUP BY item
    )
    SELECT item, buyers, buyers / members AS share, all_buyers / everybody AS usual FROM counted, people
    WHERE buyers >= ${fewestBuyers} AND share >= ${leastShare} AND share > usual
    ORDER BY share / usual DESC, buyers DESC, item LIMIT ${shownItems}`);
  const names =
    words === null
      ? new Map()
      : await readNames(
          lines,
          words,
          found.map(({ item }) => String(item)),
        );
  return found.map(({ item, buyers, share, usual }) => ({
    item: String(item),
    name: names.get(String(item)) ?? null,
    buyers: Number(buyers),
    share: Number(share),
    everybody: Number(usual),
  }));
}

/** What the files call items most often. */
async function readNames(lines: string, words: string, items: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (items.length === 0) return new Map();
  const found = await queryArtefacts(`SELECT item, mode(trim(${sqlName(words)}::VARCHAR)) AS name FROM ${lines}
    WHERE item IN (${items.map(sqlText).join(", ")}) AND trim(${sqlName(words)}::VARCHAR) <> '' GROUP BY item`);
  return new Map(found.map(({ item, name }) => [String(item), String(name ?? "")]));
}

/** Orders, and revenue where there is money, month by month; null where there are no transactions. */
export async function readTrend(run: RunKeys, members: Members): Promise<SegmentTrend | null> {
  const purchases = await openPurchases(run, members);
  if (!purchases) return null;
  const { lines, has } = purchases;
  const order = has.has("order_id") ? "coalesce(order_id, time::DATE::VARCHAR)" : "time::DATE::VARCHAR";
  const money = has.has("amount") ? "sum(amount)::DOUBLE" : "NULL::DOUBLE";
  const months = await queryArtefacts(`SELECT strftime(time, '%Y-%m') AS month,
      count(DISTINCT (user_id, ${order})) FILTER (own)::DOUBLE AS orders, ${money.replace("sum(amount)", "sum(amount) FILTER (own)")} AS revenue,
      min(time)::DATE::VARCHAR AS first, max(time)::DATE::VARCHAR AS last
    FROM ${lines} WHERE time IS NOT NULL GROUP BY month ORDER BY month`);
  const read = months.map((one) => ({
    month: String(one.month),
    orders: Number(one.orders ?? 0),
    revenue: has.has("amount") ? Number(one.revenue ?? 0) : null,
  }));
  const [from, to] = [months[0]?.first, months.at(-1)?.last];
  return typeof from === "string" && typeof to === "string" ? { months: fillMonths(read, from, to) } : null;
}
