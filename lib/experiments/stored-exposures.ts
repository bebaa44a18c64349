import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Experiment } from "../../.build/prisma/client.ts";
import { CladeError } from "../core/errors.ts";
import type { WorkspaceId } from "../core/ids.ts";
import { maskId } from "../core/mask-id.ts";
import { demandRole, mayReadPersonal, type WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { recordAudit } from "../workspace/audit.ts";
import { createAssigner } from "./assignment/assign.ts";
import type { AssignmentPlan } from "./assignment/plan.ts";
import { findExperiment } from "./data.ts";
import { configOf, designOf } from "./experiment-rows.ts";
import type { AssignmentDto, AssignmentFile, AssignUsers, ExposuresDto, TellExposures } from "./schema.ts";
import { assignmentFile, findAssigned, storeAssignment, writeAssignment } from "./stored-assignment.ts";
import { knownColumn, knownMetadata, readKnown } from "./stored-known-features.ts";

/**
 * The variants of up to 10,000 users: the same user the same variant, for ever. Where people are let in as they come, asking
 * lets them in. @throws NOT_FOUND, FORBIDDEN, EXPERIMENT_NOT_STARTED
 */
export async function assignUsers(
  scope: WorkspaceScope,
  id: string,
  { users }: AssignUsers,
  now = new Date(),
): Promise<AssignmentDto> {
  demandRole(scope, "marketer");
  const row = await findExperiment(scope, id);
  const path = assignmentFile(row);
  if (path === undefined) throw new CladeError("EXPERIMENT_NOT_STARTED", { name: configOf(row).name });
  const listed = await findAssigned(path, users);
  const plan = row.plan as unknown as AssignmentPlan | null;
  const assign = plan && createAssigner(plan);
  const isArrival = designOf(row)?.entry === "arrival";
  const isOpen = isArrival && row.status === "running";
  const known = isOpen ? new Map<string, string>() : isArrival ? await findEntered(id, users) : listed;
  const items = users.map((userId): AssignmentDto["items"][number] => {
    const own = known.get(userId);
    if (own !== undefined) return { userId, arm: own, outside: null };
    const drawn = assign?.(userId);
    if (drawn?.reason) return { userId, arm: null, outside: drawn.reason };
    const mayEnter = isOpen && (listed.has(userId) || row.peopleKind === "everybody");
    return mayEnter && drawn ? { userId, arm: drawn.arm, outside: null } : { userId, arm: null, outside: "not-listed" };
  });
  if (isOpen) await keep(id, entering(items), now);
  return { items };
}

/** Of those who came while people were let in, the variant that they came into. */
async function findEntered(experimentId: string, users: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db().exposure.findMany({
    where: { experimentId, userId: { in: [...new Set(users)] } },
    orderBy: [{ seenAt: "desc" }, { arm: "desc" }],
    select: { userId: true, arm: true },
  });
  return new Map(rows.map(({ userId, arm }) => [userId, arm]));
}

function entering(items: AssignmentDto["items"]): readonly Seen[] {
  return items.flatMap(({ userId, arm }) => (arm === null ? [] : [{ userId, arm, seenAt: undefined }]));
}

interface Seen {
  readonly userId: string;
  readonly arm: string;
  readonly seenAt: string | undefined;
}

/** Clocks of programs may go fast, and time zones be mistaken. */
const dayMs = 24 * 3_600_000;

/** Who was seen in which variant; told again it changes nothing. @throws NOT_FOUND, FORBIDDEN, EXPERIMENT_NOT_STARTED, BAD_REQUEST */
export async function tellExposures(
  scope: WorkspaceScope,
  id: string,
  { exposures }: TellExposures,
  now = new Date(),
): Promise<ExposuresDto> {
  demandRole(scope, "marketer");
  const row = await findExperiment(scope, id);
  const design = designOf(row);
  if (row.startedAt === null || design === null)
    throw new CladeError("EXPERIMENT_NOT_STARTED", { name: configOf(row).name });
  const arms = new Set(design.arms.map(({ arm }) => arm));
  const at = exposures.findIndex(({ arm }) => !arms.has(arm));
  if (at >= 0)
    throw new CladeError("BAD_REQUEST", {
      path: `exposures.${at}.arm`,
      problem: { en: "there is no such variant", zh: "没有这一组" },
    });
  const [oldest, latest] = [0, now.getTime() + dayMs];
  const odd = exposures.findIndex(({ seenAt }) => {
    const at = seenAt === undefined ? oldest : Date.parse(seenAt);
    return at < oldest || at > latest;
  });
  if (odd >= 0)
    throw new CladeError("BAD_REQUEST", {
      path: `exposures.${odd}.seenAt`,
      problem: { en: "is before 1970 or in the future", zh: "早于 1970 年或在未来" },
    });
  const seen = exposures.map(({ userId, arm, seenAt }) => ({ userId, arm, seenAt }));
  const added = await keep(id, seen, now);
  return { added, repeated: exposures.length - added };
}

/** The first time counts, so that what is told twice, late or out of order ends the same. */
async function keep(experimentId: string, seen: readonly Seen[], now: Date): Promise<number> {
  const users = seen.map(({ userId }) => userId);
  const arms = seen.map(({ arm }) => arm);
  const times = seen.map(({ seenAt }) => (seenAt === undefined ? now : new Date(seenAt)).toISOString());
  const [counted] = await db().$queryRaw<{ added: number }[]>`
    WITH told AS (
      SELECT "userId", arm, min("seenAt") AS "seenAt"
      FROM unnest(${users}::text[], ${arms}::text[], ${times}::text[]) AS t ("userId", arm, "seenAt") GROUP BY 1, 2
    ), kept AS (
      INSERT INTO exposure ("experimentId", "userId", arm, "seenAt")
      SELECT ${experimentId}, "userId", arm, ("seenAt"::timestamptz AT TIME ZONE 'UTC') FROM told ORDER BY 1, 2, 3
      ON CONFLICT ("experimentId", "userId", arm)
        DO UPDATE SET "seenAt" = least(exposure."seenAt", excluded."seenAt")
      RETURNING (xmax = 0) AS fresh
    ) SELECT count(*) FILTER (WHERE fresh)::int AS added FROM kept`;
  return Number(counted?.added ?? 0);
}

const batch = 20_000;
const told = "told.csv";

/**
 * Everybody who came so far, in every variant that they were seen in, as an assignment; `look`: of which look it is. Answers its
 * key. @throws EXPERIMENT_NOT_STARTED where nobody came
 */
export async function storeExposures(experiment: Experiment, look: string): Promise<string> {
  const { id, workspaceId } = experiment;
  const { key, assigned } = await storeAssignment(workspaceId as WorkspaceId, { id, look }, async (target, folder) => {
    const path = join(folder, told);
    await writeFile(path, "", { mode: 0o600 });
    for await (const lines of exposureLines(id)) await appendFile(path, lines);
    const listed = assignmentFile(experiment);
    const segments = listed === undefined ? "" : `LEFT JOIN read_parquet(${sqlText(listed)}) s USING (user_id)`;
    const known = listed === undefined ? [] : await readKnown(listed, queryArtefacts);
    const features = known.map(({ id }) => `, s.${knownColumn(id)}`).join("");
    return `COPY (SELECT t.user_id, t.arm, ${listed === undefined ? "NULL::VARCHAR" : "s.segment"} AS segment, t.assigned_at${features}
      FROM read_csv(${sqlText(path)}, header = false, delim = ',', quote = '"', escape = '"', all_varchar = false,
        columns = {user_id: 'VARCHAR', arm: 'VARCHAR', assigned_at: 'TIMESTAMP'}) t ${segments}
      ORDER BY t.user_id, t.arm) TO ${sqlText(target)} (FORMAT parquet${knownMetadata(known)})`;
  });
  if (Object.keys(assigned).length === 0)
    throw new CladeError("EXPERIMENT_NOT_STARTED", { name: configOf(experiment).name });
  return key;
}

async function* exposureLines(experimentId: string): AsyncGenerator<string> {
  let after = { userId: "", arm: "" };
  for (;;) {
    const rows = await db().$queryRaw<{ userId: string; arm: string; seenAt: Date }[]>`
      SELECT "userId", arm, "seenAt" FROM exposure
      WHERE "experimentId" = ${experimentId} AND ("userId", arm) > (${after.userId}, ${after.arm})
      ORDER BY "userId", arm LIMIT ${batch}`;
    const last = rows.at(-1);
    if (!last) return;
    after = last;
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    yield rows.map((row) => `${cell(row.userId)},${cell(row.arm)},${row.seenAt.toISOString().slice(0, 23)}\n`).join("");
  }
}

/** Who is in which variant, as a file for the tool that writes to them. @throws NOT_FOUND, FORBIDDEN, EXPERIMENT_NOT_STARTED */
export async function takeAssignment(
  scope: WorkspaceScope,
  id: string,
  { arm }: AssignmentFile,
): Promise<{ readonly name: string; readonly pieces: AsyncGenerator<string> }> {
  demandRole(scope, "marketer");
  const row = await findExperiment(scope, id);
  const { name } = configOf(row);
  const path = assignmentFile(row);
  if (path === undefined) throw new CladeError("EXPERIMENT_NOT_STARTED", { name });
  const isTargeted = (designOf(row)?.targeting ?? null) !== null;
  const writeId = mayReadPersonal(scope) ? (text: string) => text : maskId;
  const details = { arm: arm ?? null, assigned: row.assigned as Record<string, number> };
  await recordAudit(db(), scope, { action: "assignment.taken", subject: name, details });
  return {
    name: `${[name, arm].filter(Boolean).join(" – ")}.csv`,
    pieces: writeAssignment(path, { arm, isTargeted, writeId }),
  };
}
