import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Experiment } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { createLasso } from "../segments/mutations.ts";
import type { SegmentsSummary } from "../segments/schema.ts";
import type { SegmentDetailDto } from "../segments/segment-schema.ts";
import { artefactOf, memberColumns, membersFile, type RunKeys, readJson } from "../segments/stored-members.ts";
import { findExperiment } from "./data.ts";
import { configOf } from "./experiment-rows.ts";
import { describeKept, nameKept, type PolicyOf, planKept } from "./policies/kept-wording.ts";
import { ruleSql } from "./policies/stored-rule-sql.ts";
import type { KeepPolicy, PolicyPreview, PolicyQuery } from "./schema.ts";
import { isShopColumn } from "./shop-metrics-schema.ts";
import { assignmentFile } from "./stored-assignment.ts";
import { findRun } from "./stored-population.ts";
import { readReport, reportFolder } from "./stored-report.ts";

/** Newest runs that are searched for the users of a test of elsewhere. */
const mostRuns = 8;

/** What keeping the policy of the newest report as a segment would make. @throws NOT_FOUND, FORBIDDEN, NO_REPORT, BAD_REQUEST */
export async function previewPolicy(scope: WorkspaceScope, id: string, { run }: PolicyQuery): Promise<PolicyPreview> {
  demandRole(scope, "marketer");
  const row = await findExperiment(scope, id);
  const { report, path } = readPolicy(row);
  const runs = run === undefined ? await findRuns(scope, row) : [await withName(scope, run)];
  const found = [];
  for (const { dataset, ...one } of runs) {
    const [counted] = await queryArtefacts(`SELECT count(*)::DOUBLE AS n FROM ${await treatedSql(one, path)}`);
    found.push({ id: one.id, number: one.number, datasetName: dataset.name, known: Number(counted?.n ?? 0) });
  }
  const [all] = await queryArtefacts(`SELECT count(*)::DOUBLE AS n FROM ${policySql(path)} WHERE treat = 1`);
  const ruled = await ruledSql(scope, row, report);
  const [met] = ruled === null ? [] : await queryArtefacts(`SELECT count(*)::DOUBLE AS n FROM ${ruled}`);
  return {
    byRule: met === undefined ? null : { users: Number(met.n), notes: describeKept(report, true) },
    treated: Number(all?.n ?? 0),
    // Its own run stays first: others are there for tests that have none.
    runs: row.runId === null ? found.toSorted((a, b) => b.known - a.known) : found,
    ...{ name: nameKept(report), action: planKept(report), notes: describeKept(report) },
  };
}

/**
 * Whom a policy treats becomes a segment of a run, by the door of what is drawn on its map. Users of the test that the run does not
 * know stay out, and it is said how many. @throws NOT_FOUND, FORBIDDEN, NO_REPORT, BAD_REQUEST where the run knows none of them
 */
export async function keepPolicy(
  scope: WorkspaceScope,
  id: string,
  { runId, who, name, action }: KeepPolicy,
): Promise<SegmentDetailDto> {
  demandRole(scope, "marketer");
  const row = await findExperiment(scope, id);
  const { report, path } = readPolicy(row);
  const run = await findRun(scope, runId);
  const ruled = who === "rule" && runId === row.runId ? await ruledSql(scope, row, report) : null;
  if (who === "rule" && ruled === null)
    throw refuse("who", "the rule asks what this run does not know", "规则用到了该分析没有的信息");
  const from = ruled ?? (await treatedSql(run, path));
  const known = await queryArtefacts(`SELECT row::DOUBLE AS row FROM ${from} ORDER BY row`);
  if (known.length === 0)
    throw refuse("runId", "it knows none of the users whom the policy treats", "该分析中没有策略要触达的用户");
  const origin = { experimentId: id, title: report.name, notes: describeKept(report, who === "rule") };
  return createLasso(scope, { runId, name, rows: known.map(({ row }) => Number(row)) }, { action, origin });
}

/** @throws NO_REPORT, BAD_REQUEST where nothing was learnt, or of rows that name no users */
function readPolicy(row: Experiment): { readonly report: PolicyOf; readonly path: string } {
  const report = readReport(row);
  if (!report) throw new CladeError("NO_REPORT", { name: configOf(row).name });
  const path = join(reportFolder(row) ?? "", "policy.csv");
  const { uplift, config } = report;
  if (!uplift?.policy || !existsSync(path))
    throw refuse("experimentId", "no policy was learnt from this experiment", "该实验没有学习触达策略");
  if (config.unit === null) throw refuse("experimentId", "its file has no column of users", "该实验的文件没有用户列");
  const name = configOf(row).name;
  return { report: { name, config, uplift: { ...uplift, policy: uplift.policy } }, path };
}

function refuse(path: string, en: string, zh: string): CladeError {
  return new CladeError("BAD_REQUEST", { path, problem: { en, zh } });
}

const named = { dataset: { select: { name: true } } } as const;

async function withName(scope: WorkspaceScope, id: string) {
  await findRun(scope, id);
  return db().run.findUniqueOrThrow({ where: { id }, include: named });
}

/** The test's own run; else the newest of its dataset; of a test of elsewhere, that of each dataset. */
async function findRuns(scope: WorkspaceScope, { runId, datasetId }: Experiment) {
  const { workspaceId } = scope;
  const done = { workspaceId, status: "done", kind: "segment" };
  const own = runId === null ? [] : await db().run.findMany({ where: { ...done, id: runId }, include: named });
  if (own.length > 0) return own;
  return db().run.findMany({
    where: { ...done, ...(datasetId === null ? {} : { datasetId }) },
    include: named,
    orderBy: { number: "desc" },
    distinct: ["datasetId"],
    take: mostRuns,
  });
}

/** policy.csv as it is written: user, uplift, treat. */
function policySql(path: string): string {
  return `read_csv(${sqlText(path)}, header = true, delim = ',', quote = '"', escape = '"', parallel = false,
    columns = {user: 'VARCHAR', uplift: 'DOUBLE', treat: 'INTEGER'})`;
}

/** Rows of a run's users whom the policy treats. The file has an apostrophe before what a spreadsheet would run (`neutralise`). */
async function treatedSql(run: RunKeys, path: string): Promise<string> {
  const isRisky = `regexp_matches(user_id, '^[=+\\-@\\t\\r]') AND NOT regexp_full_match(user_id, '[-+]?[0-9.,]+([eE][-+]?[0-9]+)?')`;
  return `(SELECT ${memberColumns.row} AS row FROM read_parquet(${sqlText(await membersFile(run))})
    WHERE CASE WHEN ${isRisky} THEN '''' || user_id ELSE user_id END
      IN (SELECT "user" FROM ${policySql(path)} WHERE treat = 1))`;
}

/**
 * Rows of the test's own run of whom the policy's rule is true; null where the run does not know what it asks, and where the test was
 * on some of the run's segments alone: of others nothing was learnt.
 */
async function ruledSql(scope: WorkspaceScope, row: Experiment, { uplift }: PolicyOf): Promise<string | null> {
  if (row.runId === null || row.peopleKind !== "run") return null;
  const run = await findRun(scope, row.runId);
  const members = await membersFile(run);
  const { features } = readJson<SegmentsSummary>(artefactOf(run, "segments"), "segments.json");
  const source = {
    features: new Set(features.flatMap(({ id }) => (isShopColumn(id) ? [] : [id]))),
    assignment: assignmentFile(row) ?? null,
  };
  const where = ruleSql(uplift.policy.where, { ...source, members });
  return where && `(SELECT ${memberColumns.row} AS row FROM read_parquet(${sqlText(members)}) WHERE ${where})`;
}
