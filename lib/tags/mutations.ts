import { demandRole, type WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { recordAudit } from "../workspace/audit.ts";
import { findDataset, findTaggable, getTags, usersAt } from "./data.ts";
import type { RemoveTag, TagPeople, TagsDto, UntagPeople } from "./schema.ts";

/** People at places of a run's order are this from now on, whatever they were. @throws NOT_FOUND, FORBIDDEN */
export async function tagPeople(scope: WorkspaceScope, runId: string, { rows, tag }: TagPeople): Promise<TagsDto> {
  demandRole(scope, "analyst");
  const { datasetId, ...run } = await findTaggable(scope, runId);
  const userIds = await usersAt({ ...run, datasetId }, rows);
  const { workspaceId, userId: createdById } = scope;
  await db().$transaction(async (within) => {
    for (const some of portions(userIds)) {
      await within.tag.deleteMany({ where: { datasetId, userId: { in: some } } });
      await within.tag.createMany({
        data: some.map((userId) => ({ workspaceId, datasetId, userId, tag, createdById })),
        // Somebody else tagged one of them just now: their word stands.
        skipDuplicates: true,
      });
    }
    await recordAudit(within, scope, { action: "people.tagged", subject: tag, details: { people: userIds.length } });
  });
  return getTags(scope, datasetId);
}

/** @throws NOT_FOUND, FORBIDDEN */
export async function untagPeople(scope: WorkspaceScope, runId: string, { rows }: UntagPeople): Promise<TagsDto> {
  demandRole(scope, "analyst");
  const { datasetId, ...run } = await findTaggable(scope, runId);
  const userIds = await usersAt({ ...run, datasetId }, rows);
  await db().$transaction(async (within) => {
    let people = 0;
    for (const some of portions(userIds))
      people += (await within.tag.deleteMany({ where: { datasetId, userId: { in: some } } })).count;
    if (people > 0) await recordAudit(within, scope, { action: "people.untagged", subject: "", details: { people } });
  });
  return getTags(scope, datasetId);
}

/** Takes a tag off everybody of a dataset. @throws NOT_FOUND, FORBIDDEN */
export async function removeTag(scope: WorkspaceScope, datasetId: string, { tag }: RemoveTag): Promise<TagsDto> {
  demandRole(scope, "analyst");
  await findDataset(scope, datasetId);
  await db().$transaction(async (within) => {
    const { count: people } = await within.tag.deleteMany({ where: { datasetId, tag } });
    if (people > 0) await recordAudit(within, scope, { action: "people.untagged", subject: tag, details: { people } });
  });
  return getTags(scope, datasetId);
}

/** PostgreSQL takes 32,767 values a statement, a tag has five. */
function* portions(userIds: readonly string[]): Generator<string[]> {
  for (let start = 0; start < userIds.length; start += 5000) yield userIds.slice(start, start + 5000);
}
