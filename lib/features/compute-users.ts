import { CladeError } from "../core/errors.ts";
import { formatNumber } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import { roleWords } from "../ingest/detection/role-words.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { storedRowsSql } from "../ingest/stored-sql.ts";
import type { Database } from "./database.ts";
import { aggregateEvents, besideOrders } from "./event-features.ts";
import type { FeatureColumn } from "./feature-column.ts";
import { checkTreatments, makeIdsUnique } from "./feature-ids.ts";
import type { FeaturesParams } from "./schema.ts";
import { aggregateTransactions } from "./transaction-features.ts";
import { asMeasured, besidePurchases } from "./user-columns.ts";
import { planUserTables } from "./user-features.ts";

export interface ComputedUsers {
  readonly columns: readonly FeatureColumn[];
  readonly users: number;
  readonly referenceDate: string | null;
  readonly notes: readonly Localised[];
}

/**
 * Fills temporary table `users`: user_id, one DOUBLE per feature, revenue, in the run's row order. Users are the buyers
 * where there are transactions, else those of the users tables, else whoever left an event or a text. What users did and
 * wrote may be all there is to know of them: there may be no feature.
 * folder: where the stored tables lie.
 */
export async function computeUsers(
  database: Database,
  folder: string,
  ingest: IngestSummary,
  config: FeaturesParams,
): Promise<ComputedUsers> {
  const tables = Map.groupBy(ingest.tables, ({ kind }) => kind);
  const transactions = tables.get("transactions");
  const bought = transactions && (await aggregateTransactions(database, folder, transactions, config));
  const profile = await planUserTables(database, folder, tables.get("users") ?? [], config.leaveOut);
  const described = bought
    ? profile.columns.map(besidePurchases)
    : ingest.unit === "row"
      ? profile.columns.map(asMeasured)
      : profile.columns;
  const events = tables.get("events");
  const acted = events ? await aggregateEvents(database, folder, events, config) : [];
  const columns = makeIdsUnique([
    ...(bought?.columns ?? []),
    ...(bought ? acted.map(besideOrders) : acted),
    ...described,
  ]);
  if (columns.length === 0 && !config.mayBeEmpty) {
    throw new CladeError("NO_FEATURES", { problem: describeUnfit(ingest, profile.notes) });
  }
  checkTreatments(config.treatments, columns);

  const ids = profile.sources.map(({ sql }) => `SELECT user_id FROM ${sql}`).join(" UNION ");
  const wrote = (tables.get("texts") ?? []).map(
    (table) => `SELECT DISTINCT user_id FROM ${storedRowsSql(folder, table)}`,
  );
  const others = [...(events ? ["SELECT user_id FROM acts"] : []), ...wrote].join(" UNION ");
  const joins = [
    ...profile.sources.map(({ sql, alias }) => ` LEFT JOIN ${sql} AS ${alias} USING (user_id)`),
    ...(events ? [" LEFT JOIN acts USING (user_id)"] : []),
  ].join("");
  const day = bought?.referenceDate ?? config.referenceDate;
  const dates = [
    ...(profile.lastDate ? [profile.lastDate] : []),
    ...(events ? ["(SELECT max(last_act) FROM acts)"] : []),
  ];
  const latest = dates.length > 0 ? `(greatest(${dates.join(", ")}) + 1)` : "NULL::DATE";
  const reference = day ? `${database.text(day)}::DATE` : latest;
  const values = columns.map(({ id, sql }) => `(${sql})::DOUBLE AS ${database.name(id)}`);
  const revenue = `${bought?.revenue ?? "NULL"}::DOUBLE AS revenue`;
  await database.run(`CREATE OR REPLACE TEMP TABLE users AS SELECT ${["user_id", ...values, revenue].join(", ")}
    FROM ${bought ? "purchases" : `(${ids || others}) AS everybody`}${joins}, (SELECT ${reference} AS reference_date)
    ORDER BY md5(user_id), user_id`);
  const [[users, date] = []] = await database.rows(`SELECT count(*)::DOUBLE, (${reference})::VARCHAR FROM users`);
  return {
    columns,
    users: Number(users),
    referenceDate: typeof date === "string" ? date : null,
    notes: [...(bought?.notes ?? []), ...(bought ? await noteOthers(database, ids) : []), ...profile.notes],
  };
}

/** Why no column of users tables is a feature: those that are there, and what they hold. */
function describeUnfit({ tables }: IngestSummary, notes: readonly Localised[]): Localised {
  const held = tables.flatMap(({ columns }) => columns.filter(({ role }) => role !== "user")).slice(0, 8);
  const en = [
    ...(held.length > 0 ? [held.map(({ name, role }) => `“${name}” is ${roleWords[role].en}`).join(", ")] : []),
    ...notes.map((note) => note.en.replace(/\.$/, "")),
  ];
  const zh = [
    ...(held.length > 0 ? [held.map(({ name, role }) => `“${name}”是${roleWords[role].zh}`).join("，")] : []),
    ...notes.map((note) => note.zh.replace(/。$/, "")),
  ];
  const need = {
    en: "segments need columns of numbers, categories or dates that are not the same in every row",
    zh: "划分人群需要各行取值不全相同的数值、类别或日期列",
  };
  return {
    en: en.length > 0 ? `${need.en}; here ${en.join("; ")}` : `${need.en}, and there are none`,
    zh: zh.length > 0 ? `${need.zh}；该数据中${zh.join("；")}` : `${need.zh}，而该数据中没有`,
  };
}

/** People of the users tables who bought nothing are no customers here: said, not dropped silently. */
async function noteOthers(database: Database, ids: string): Promise<Localised[]> {
  if (ids === "") return [];
  const [found] = await database.rows(
    `SELECT count(*)::INT FROM (${ids}) WHERE user_id NOT IN (SELECT user_id FROM users)`,
  );
  const others = Number(found?.[0]);
  if (others === 0) return [];
  return [
    {
      en: `${formatNumber(others)} people of the users table have no purchase, so they are not among the customers.`,
      zh: `用户表中有 ${formatNumber(others)} 人没有购买记录，因此不计入客户。`,
    },
  ];
}

/** @throws TOO_FEW_USERS where there are fewer than two to tell apart. */
export function requireUsers(users: number): void {
  if (users < 2) throw new CladeError("TOO_FEW_USERS", { users, k: 2 });
}
