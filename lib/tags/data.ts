import type { Run } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import { maskId } from "../core/mask-id.ts";
import { demandRole, mayReadPersonal, type WorkspaceScope } from "../core/scope.ts";
import { csvCell, neutralise } from "../ingest/reading/csv-text.ts";
import { db } from "../platform/db.ts";
import { sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { memberColumns, membersFile } from "../segments/stored-members.ts";
import type { PersonTagDto, TagQuery, TagsDto } from "./schema.ts";

/** @throws NOT_FOUND where the dataset is no one of this workspace */
export async function getTags(scope: WorkspaceScope, datasetId: string): Promise<TagsDto> {
  demandRole(scope, "marketer");
  await findDataset(scope, datasetId);
  const groups = await db().tag.groupBy({ by: ["tag"], where: { datasetId }, _count: true });
  const tags = groups
    .map(({ tag, _count }) => ({ tag, users: _count }))
    .sort((a, b) => b.users - a.users || (a.tag < b.tag ? -1 : 1));
  return { users: tags.reduce((sum, { users }) => sum + users, 0), tags };
}

/** @throws NOT_FOUND */
export async function getPersonTag(scope: WorkspaceScope, runId: string, { row }: TagQuery): Promise<PersonTagDto> {
  demandRole(scope, "marketer");
  const run = await findTaggable(scope, runId);
  const [userId] = await usersAt(run, [row]);
  if (userId === undefined) throw new CladeError("NOT_FOUND");
  const found = await db().tag.findUnique({ where: { datasetId_userId: { datasetId: run.datasetId, userId } } });
  return { tag: found?.tag ?? null };
}

/** All tags as a CSV file that `--labels` takes; ids are masked for those who may not read personal data. */
export async function listTagsCsv(
  scope: WorkspaceScope,
  datasetId: string,
): Promise<{ readonly name: string; readonly text: string }> {
  demandRole(scope, "marketer");
  const dataset = await findDataset(scope, datasetId);
  const rows = await db().tag.findMany({ where: { datasetId }, orderBy: { userId: "asc" } });
  const people = await db().user.findMany({
    where: { id: { in: [...new Set(rows.map(({ createdById }) => createdById))] } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const seen = (userId: string) => (mayReadPersonal(scope) ? userId : maskId(userId));
  const lines = rows.map(({ userId, tag, createdById, taggedAt }) =>
    [seen(userId), tag, names.get(createdById) ?? "", taggedAt.toISOString()]
      .map((cell) => csvCell(neutralise(cell)))
      .join(),
  );
  return { name: `${dataset.name}.tags.csv`, text: `${["user_id,label,by,at", ...lines].join("\n")}\n` };
}

/** A finished run of this workspace. @throws NOT_FOUND */
export async function findTaggable(scope: WorkspaceScope, id: string): Promise<Run> {
  const where = { id, workspaceId: scope.workspaceId, status: "done", kind: "segment" };
  const run = await db().run.findFirst({ where });
  if (!run) throw new CladeError("NOT_FOUND");
  return run;
}

/** Who stands at these places of a run's order; places that it has not are left out. */
export async function usersAt(run: Run, rows: readonly number[]): Promise<string[]> {
  const file = await membersFile(run);
  const found = await queryArtefacts(`SELECT user_id AS id FROM read_parquet(${sqlText(file)})
    WHERE ${memberColumns.row} IN (${rows.map(Math.trunc).join()})`);
  return found.map(({ id }) => String(id));
}

export async function findDataset(scope: WorkspaceScope, id: string) {
  const dataset = await db().dataset.findFirst({ where: { id, workspaceId: scope.workspaceId } });
  if (!dataset) throw new CladeError("NOT_FOUND");
  return dataset;
}
