import { CladeError } from "../core/errors.ts";
import type { Locale, Localised } from "../core/localised.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { storedRowsSql } from "../ingest/stored-sql.ts";
import { db } from "../platform/db.ts";
import { sqlText } from "../platform/duckdb.ts";
import { findSegment, membersOf } from "../segments/data.ts";
import { artefactOf, memberColumns, membersFile, type RunKeys, readJson } from "../segments/stored-members.ts";
import { membersWhere } from "../segments/stored-people.ts";
import type { ExperimentPeople } from "./schema.ts";

/** Where an experiment's people come from: its row's columns, and whom to assign (user_id, segment) as a SELECT. */
export interface PeopleSource {
  readonly datasetId: string;
  readonly runId: string | null;
  readonly segmentId: string | null;
  /** Whose features are known of them; null for everybody of a dataset. */
  readonly run: RunKeys | null;
  /** In the language of the segment names that go into the assignment. */
  select(locale: Locale): Promise<string>;
}

/** @throws NOT_FOUND, NOT_READ_YET */
export async function openPopulation(scope: WorkspaceScope, people: ExperimentPeople): Promise<PeopleSource> {
  if (people.kind === "everybody") return everybodyOf(scope, people.id);
  const segment = people.kind === "segment" ? await findSegment(scope, people.id) : undefined;
  const run = segment?.run ?? (await findRun(scope, people.id));
  const members = segment ? membersOf(segment) : null;
  return {
    ...{ datasetId: run.datasetId, runId: run.id, segmentId: segment?.id ?? null, run },
    select: async (locale) => `SELECT user_id, ${await segmentNameSql(run.id, locale)} AS segment
      FROM read_parquet(${sqlText(await membersFile(run))}) WHERE ${membersWhere(members)}`,
  };
}

/** A finished run. @throws NOT_FOUND */
export async function findRun({ workspaceId }: WorkspaceScope, id: string) {
  const run = await db().run.findFirst({ where: { id, workspaceId, status: "done", kind: "segment" } });
  if (!run) throw new CladeError("NOT_FOUND");
  return run;
}

/** What a run's segments are called now; their names are frozen with the assignment. */
export async function segmentNameSql(runId: string, locale: Locale): Promise<string> {
  const rows = await db().segment.findMany({ where: { runId, index: { not: null } }, orderBy: { index: "asc" } });
  if (rows.length === 0) return "NULL::VARCHAR";
  const cases = rows.map(
    ({ index, ownName, name }) =>
      `WHEN ${Number(index)} THEN ${sqlText(ownName ?? (name as unknown as Localised)[locale])}`,
  );
  return `CASE ${memberColumns.segment} ${cases.join(" ")} END`;
}

/** Everybody that the newest version of a dataset knows: who bought, or stands in a table of users. */
async function everybodyOf({ workspaceId }: WorkspaceScope, id: string): Promise<PeopleSource> {
  const dataset = await db().dataset.findFirst({
    where: { id, workspaceId },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  if (!dataset) throw new CladeError("NOT_FOUND");
  const [version] = dataset.versions;
  if (!version) throw new CladeError("NOT_READ_YET", { name: dataset.name });
  return {
    ...{ datasetId: id, runId: null, segmentId: null, run: null },
    select: async () => {
      const keys: RunKeys = { workspaceId, keys: { ingest: version.ingestKey } };
      const ingest = artefactOf(keys, "ingest");
      const { tables } = readJson<IngestSummary>(ingest, "ingest.json");
      const known = tables.filter(({ kind }) => kind === "transactions" || kind === "users");
      if (known.length === 0) throw new CladeError("NOT_FOUND");
      const ids = known.map((table) => `SELECT user_id FROM ${storedRowsSql(ingest.folder, table)}`);
      return `SELECT DISTINCT user_id, NULL::VARCHAR AS segment FROM (${ids.join(" UNION ALL ")}) WHERE user_id IS NOT NULL`;
    },
  };
}
