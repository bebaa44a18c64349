import { CladeError } from "../core/errors.ts";
import type { Locale } from "../core/localised.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { membersFile } from "../segments/stored-members.ts";
import type { Targeting } from "./schema.ts";
import { findRun, segmentNameSql } from "./stored-population.ts";

/** Segmentations that are compared are of one dataset, and one at least is a run's. @throws NOT_FOUND, BAD_REQUEST */
export async function demandOneDataset(
  scope: WorkspaceScope,
  datasetId: string,
  targeting: readonly Targeting[],
): Promise<void> {
  const runs = await Promise.all(runIds(targeting).map((id) => findRun(scope, id)));
  if (runs.length === 0) refuse("RFM needs a run beside it", "RFM 须与某次分析的人群比较");
  if (runs.some((run) => run.datasetId !== datasetId))
    refuse("its segments are of other data than its people", "分群与实验用户不属于同一份数据");
}

/**
 * `people` (user_id, segment) with the segment by which each variant would target them, as target_0, target_1, … Whoever one of the
 * segmentations does not know takes no part, so that the variants differ in nothing but whose segments are used.
 * @throws NOT_FOUND, BAD_REQUEST
 */
export async function targetsSql(
  scope: WorkspaceScope,
  people: string,
  targeting: readonly Targeting[],
  locale: Locale,
): Promise<string> {
  const [first = ""] = runIds(targeting);
  const known = await Promise.all(
    targeting.map((one) => (one.kind === "run" ? runSql(scope, one.id, locale) : rfmSql(scope, first))),
  );
  const joins = known.map((sql, at) => `JOIN (${sql}) t${at} ON t${at}.user_id = p.user_id`).join("\n");
  return `SELECT p.user_id, p.segment, ${known.map((_, at) => `t${at}.target AS target_${at}`).join(", ")}
    FROM (${people}) p ${joins}`;
}

function runIds(targeting: readonly Targeting[]): string[] {
  return targeting.flatMap((one) => (one.kind === "run" ? [one.id] : []));
}

async function runSql(scope: WorkspaceScope, id: string, locale: Locale): Promise<string> {
  const run = await findRun(scope, id);
  const name = await segmentNameSql(id, locale);
  return `SELECT user_id, ${name} AS target FROM read_parquet(${sqlText(await membersFile(run))})`;
}

const rfm = ["recency", "frequency", "monetary"] as const;

/**
 * The grid that shops have used for decades, in fifths of the run's users: R5 bought last, FM5 is the rounded mean of the fifths of
 * orders and of money. Equal values are in one fifth.
 */
async function rfmSql(scope: WorkspaceScope, runId: string): Promise<string> {
  const members = `read_parquet(${sqlText(await membersFile(await findRun(scope, runId)))})`;
  const columns = await queryArtefacts(`SELECT column_name FROM (DESCRIBE SELECT * FROM ${members})`);
  const names = new Set(columns.map(({ column_name }) => String(column_name)));
  if (!rfm.every((name) => names.has(name)))
    refuse("that run did not reckon recency, frequency and money", "该次分析没有计算 RFM 特征");
  const fifth = (order: string) => `least(5, 1 + floor(5 * percent_rank() OVER (ORDER BY ${order})))::INTEGER`;
  return `SELECT user_id, 'R' || r || ' FM' || round((f + m) / 2)::INTEGER AS target
    FROM (SELECT user_id, ${fifth("recency DESC")} AS r, ${fifth("frequency")} AS f, ${fifth("monetary")} AS m
      FROM ${members} WHERE recency IS NOT NULL AND frequency IS NOT NULL AND monetary IS NOT NULL)`;
}

function refuse(en: string, zh: string): never {
  throw new CladeError("BAD_REQUEST", { path: "design.targeting", problem: { en, zh } });
}
