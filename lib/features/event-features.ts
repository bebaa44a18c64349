import type { Localised } from "../core/localised.ts";
import type { StoredTable } from "../ingest/schema.ts";
import { storedRowsSql } from "../ingest/stored-sql.ts";
import type { Database } from "./database.ts";
import { skewed } from "./extractor.ts";
import type { FeatureColumn } from "./feature-column.ts";
import type { FeaturesConfig } from "./schema.ts";

/** Kinds of events that get a share of their own; rarer ones count in the total only. */
const mostKinds = 8;
const rareShare = 0.005;

/**
 * Counts the events into temporary table `acts`, one row per user, and plans the features taken from it: how much, how
 * often, how lately, how widely, and the share of each kind of event. Whole numbers only, whatever the order of rows. What
 * comes after the reference date is not looked at.
 */
export async function aggregateEvents(
  database: Database,
  folder: string,
  tables: readonly StoredTable[],
  { referenceDate }: Pick<FeaturesConfig, "referenceDate">,
): Promise<readonly FeatureColumn[]> {
  const all = tables.map((table) => `FROM ${storedRowsSql(folder, table)}`).join(" UNION ALL BY NAME ");
  const source = referenceDate
    ? `(SELECT * FROM (${all}) WHERE time < ${database.text(referenceDate)}::DATE + 1)`
    : `(${all})`;
  const kinds = await findKinds(database, source);
  const hasItems = tables.some(({ columns }) => columns.some(({ parquet }) => parquet === "item"));
  const counted = kinds.map((kind, i) => `count(*) FILTER (event = ${database.text(kind)}) AS kind_${i}`);
  const items = hasItems ? ["count(DISTINCT item) AS act_items"] : [];
  await database.run(
    `CREATE OR REPLACE TEMP TABLE acts AS SELECT ${[
      ...["user_id", "count(*) AS acts", "count(DISTINCT time::DATE) AS act_days", "max(time)::DATE AS last_act"],
      ...items,
      ...counted,
    ].join(", ")} FROM ${source} GROUP BY user_id`,
  );
  return [...activity, ...(hasItems ? [variety] : []), ...kinds.map(kindShare)];
}

async function findKinds(database: Database, source: string): Promise<string[]> {
  const rows = await database.rows(`SELECT event FROM (
      SELECT event, count(*) AS n, sum(count(*)) OVER () AS total FROM ${source} WHERE event IS NOT NULL GROUP BY event)
    WHERE n >= ${rareShare} * total ORDER BY n DESC, event LIMIT ${mostKinds}`);
  return rows.map(([event]) => String(event));
}

const missing: Localised = { en: "left no events", zh: "没有行为记录" };
const common = { missing, words: null, decimals: 0, treatment: skewed };

const activity: readonly FeatureColumn[] = [
  {
    ...common,
    id: "events",
    label: { en: "Events", zh: "行为次数" },
    help: { en: "How many events the user left.", zh: "用户留下的行为记录条数。" },
    unit: "number",
    words: { high: { en: "busy", zh: "活跃" }, low: { en: "quiet", zh: "低活跃" }, topic: "activity" },
    phrase: { en: "{value} events", zh: "{value} 次行为" },
    sql: "acts.acts",
  },
  {
    ...common,
    id: "active-days",
    label: { en: "Active days", zh: "活跃天数" },
    help: { en: "Days on which the user left an event.", zh: "有行为记录的天数。" },
    unit: "days",
    words: { high: { en: "returning", zh: "常来" }, low: { en: "one-off", zh: "偶来" }, topic: "activity" },
    phrase: { en: "active on {value}", zh: "活跃 {value}" },
    sql: "acts.act_days",
  },
  {
    ...common,
    id: "days-since-seen",
    label: { en: "Days since last seen", zh: "最近活跃距今" },
    help: { en: "Whole days from the last event to the reference date.", zh: "从最后一次行为到基准日的整天数。" },
    unit: "days",
    words: { high: { en: "gone", zh: "久未出现" }, low: { en: "just seen", zh: "近期活跃" }, topic: "time" },
    phrase: { en: "last seen {value} ago", zh: "最近一次出现在 {value}前" },
    sql: "reference_date - acts.last_act",
  },
];

const variety: FeatureColumn = {
  ...common,
  id: "items-seen",
  label: { en: "Items seen", zh: "浏览商品数" },
  help: { en: "Different items in the user's events.", zh: "用户行为涉及的不同商品数。" },
  unit: "items",
  words: {
    high: { en: "wide-browsing", zh: "广泛浏览" },
    low: { en: "narrow-browsing", zh: "专注浏览" },
    topic: "range",
  },
  phrase: { en: "looked at {value}", zh: "浏览过 {value}" },
  sql: "acts.act_items",
};

function kindShare(kind: string, index: number): FeatureColumn {
  return {
    ...common,
    id: `share-${kind}`,
    label: { en: `Share of ${kind}`, zh: `${kind} 占比` },
    help: { en: `Share of the user's events that are “${kind}”.`, zh: `“${kind}”在用户行为中的占比。` },
    unit: "share",
    decimals: 2,
    treatment: { use: true, log: false, winsorise: 0.01, scale: "standard" },
    sql: `acts.kind_${index}::DOUBLE / acts.acts`,
  };
}

/** An event feature in a shop whose purchases are known: offered, not used unless somebody asks. */
export function besideOrders(column: FeatureColumn): FeatureColumn {
  return {
    ...column,
    treatment: { ...column.treatment, use: false },
    unused: {
      en: "Segments are made from how people buy; turn it on to add how they browse.",
      zh: "人群依据购买行为划分；启用后可加入浏览行为。",
    },
  };
}
