import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Experiment } from "../../.build/prisma/client.ts";
import { hashValue } from "../core/hash.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import { artefacts } from "../platform/artefacts.ts";
import { sqlText } from "../platform/duckdb.ts";
import { queryArtefacts, streamArtefacts } from "../platform/parquet.ts";
import { csvText } from "../segments/segments-csv.ts";
import { bucketsOfLayer } from "./assignment/layer.ts";
import type { AssignmentPlan } from "./assignment/plan.ts";
import { type KnownFeature, knownColumn, knownMetadata } from "./stored-known-features.ts";

const stage = "assignments";
const file = "assignment.parquet";
/** Hex digits of a hash that make a number: as `uniformOf` has them. */
const digits = 13;

/** Whom to assign: a SELECT of user_id VARCHAR and segment VARCHAR, and the instant that goes beside each. */
export interface Population {
  readonly select: string;
  readonly assignedAt: Date;
  /** Arms whose users are targeted by segments of their own: `select` has target_0, target_1, … in this order. */
  readonly targets?: readonly string[];
  /** Features that `select` has, as `knownColumn` names them. */
  readonly known?: readonly KnownFeature[];
}

/** The draw of `createAssigner` and `assignStratified` as SQL, so that a million users never pass through the server's memory. */
export function assignmentSql(
  plan: AssignmentPlan,
  { select, assignedAt, targets = [], known = [] }: Population,
  isStratified: boolean,
  target: string,
): string {
  const drawn = isStratified
    ? `(row_number() OVER (PARTITION BY segment ORDER BY u, user_id) - 1 + start) / count(*) OVER (PARTITION BY segment)`
    : "u";
  const start = isStratified ? `, ${uniformSql(`${plan.key}/strata`, "coalesce(segment, '')")} AS start` : "";
  const targeted = targets.map((arm, at) => `WHEN ${sqlText(arm)} THEN target_${at}`).join(" ");
  return `COPY (
    SELECT user_id, arm, segment, ${targeted === "" ? "" : `CASE arm ${targeted} END AS target,`}
      ${sqlText(assignedAt.toISOString())}::TIMESTAMP AS assigned_at${known.map(({ id }) => `, ${knownColumn(id)}`).join("")}
    FROM (SELECT *, ${armSql(plan)} AS arm FROM (SELECT *, ${drawn} AS position
      FROM (SELECT *, ${uniformSql(plan.key, "user_id")} AS u${start} FROM (${select}) WHERE ${takesPartSql(plan)})))
    ORDER BY user_id
  ) TO ${sqlText(target)} (FORMAT parquet${knownMetadata(known)})`;
}

/** `uniformOf(key, unit)` */
function uniformSql(key: string, unit: string): string {
  return `(('0x' || left(sha256(${sqlText(`${key}:`)} || ${unit}), ${digits}))::UBIGINT / ${16 ** digits}::DOUBLE)`;
}

function takesPartSql({ holdout, layer }: AssignmentPlan): string {
  const parts: string[] = [];
  if (holdout) parts.push(`${uniformSql(holdout.key, "user_id")} >= ${holdout.share}`);
  if (layer) {
    const bucket = `floor(${uniformSql(layer.key, "user_id")} * ${bucketsOfLayer})`;
    parts.push(`(${layer.buckets.map(({ from, to }) => `(${bucket} >= ${from} AND ${bucket} < ${to})`).join(" OR ")})`);
  }
  return parts.length === 0 ? "true" : parts.join(" AND ");
}

/** Parts of [0, 1) in the order of the arms' names, as `armFinder` has them. */
function armSql({ arms }: AssignmentPlan): string {
  const sorted = arms.toSorted((a, b) => (a.arm < b.arm ? -1 : 1));
  const total = sorted.reduce((sum, { share }) => sum + share, 0);
  let end = 0;
  const cases = sorted.slice(0, -1).map(({ arm, share }) => {
    end += share / total;
    return `WHEN position < ${end}::DOUBLE THEN ${sqlText(arm)}`;
  });
  const last = sqlText(sorted.at(-1)?.arm ?? "");
  return cases.length === 0 ? last : `CASE ${cases.join(" ")} ELSE ${last} END`;
}

export interface StoredAssignment {
  readonly key: string;
  /** Users by arm. */
  readonly assigned: Readonly<Record<string, number>>;
}

/** Draws and keeps an assignment, and nothing that `copy` left beside it: who was in which variant and segment stays what it was, whatever becomes of the segments. */
export async function storeAssignment(
  workspace: WorkspaceId,
  identity: unknown,
  copy: (target: string, folder: string) => string | Promise<string>,
): Promise<StoredAssignment> {
  const key = hashValue({ stage, workspace, identity }) as StageKey;
  const known = artefacts().find(workspace, stage, key);
  if (known) return { key, assigned: await countArms(join(known.folder, file)) };
  const started = performance.now();
  const draft = await artefacts().begin(workspace, stage, key);
  try {
    await queryArtefacts(await copy(join(draft.folder, file), draft.folder));
    for (const name of await readdir(draft.folder)) if (name !== file) await rm(join(draft.folder, name));
    const milliseconds = performance.now() - started;
    const made = await draft.publish({ stage, version: 1, key, params: {}, inputs: {}, milliseconds, peakRssBytes: 0 });
    return { key, assigned: await countArms(join(made.folder, file)) };
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

async function countArms(path: string): Promise<Readonly<Record<string, number>>> {
  const rows = await queryArtefacts(
    `SELECT arm, count(*)::DOUBLE AS users FROM read_parquet(${sqlText(path)}) GROUP BY arm ORDER BY arm`,
  );
  return Object.fromEntries(rows.map(({ arm, users }) => [String(arm), Number(users)]));
}

/** Path of an experiment's frozen assignment; undefined where it has none. */
export function assignmentFile(row: Pick<Experiment, "workspaceId" | "assignmentKey">): string | undefined {
  if (row.assignmentKey === null) return undefined;
  const artefact = artefacts().find(row.workspaceId as WorkspaceId, stage, row.assignmentKey as StageKey);
  const path = artefact && join(artefact.folder, file);
  return path && existsSync(path) ? path : undefined;
}

/** The variants of these users; those not on the list are not in the answer. */
export async function findAssigned(path: string, users: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await queryArtefacts(
    `SELECT user_id, arm FROM read_parquet(${sqlText(path)}) WHERE user_id IN (${users.map(sqlText).join(", ")})`,
  );
  return new Map(rows.map(({ user_id, arm }) => [String(user_id), String(arm)]));
}

const pieceLength = 1 << 16;

export interface AssignmentWish {
  /** Only its users. */
  readonly arm: string | undefined;
  /** Are users targeted by segments of their variant's own? They stand in a column of theirs. */
  readonly isTargeted: boolean;
  /** How an id may be shown. */
  readonly writeId: (id: string) => string;
}

/** The assignment as CSV for the tool that writes to people, piece by piece. */
export async function* writeAssignment(
  path: string,
  { arm, isTargeted, writeId }: AssignmentWish,
): AsyncGenerator<string> {
  yield `user_id,variant,segment,${isTargeted ? "target," : ""}assigned_at\r\n`;
  const only = arm === undefined ? "" : `WHERE arm = ${sqlText(arm)}`;
  const sql = `SELECT user_id, arm, coalesce(segment, ''), ${isTargeted ? "coalesce(target, '')," : ""} strftime(assigned_at, '%Y-%m-%dT%H:%M:%SZ')
    FROM read_parquet(${sqlText(path)}) ${only} ORDER BY user_id`;
  let piece = "";
  for await (const rows of streamArtefacts(sql))
    for (const [id, ...rest] of rows) {
      piece += `${[writeId(String(id)), ...rest.map(String)].map(csvText).join(",")}\r\n`;
      if (piece.length < pieceLength) continue;
      yield piece;
      piece = "";
    }
  yield piece;
}
