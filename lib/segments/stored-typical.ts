import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import type { MemberRowDto } from "./member-schema.ts";
import { clusteredMatrix } from "./stored-matrix.ts";
import { artefactOf, memberColumns, membersFile, type RunKeys } from "./stored-members.ts";
import { type MemberSource, type Members, memberRow, membersSelect, membersWhere } from "./stored-people.ts";
import { nearestToMiddle } from "./typical.ts";

const shown = 5;

/**
 * Members nearest to the middle of their segment in the matrix that the segments were made from, nearest first. The
 * matrix is read in pieces, twice, so that a million people need no more memory than a hundred.
 */
export async function readTypical(run: RunKeys, members: Members, source: MemberSource): Promise<MemberRowDto[]> {
  const { path, columns } = clusteredMatrix(run);
  const isMember = await readMembers(run, members);
  const matrix = () => readRows(path, columns.length);
  const rows = await nearestToMiddle(matrix, columns.length, isMember, shown);
  if (rows.length === 0) return [];
  const found = await queryArtefacts(`SELECT ${membersSelect(source)}
    FROM read_parquet(${sqlText(await membersFile(run))}) WHERE ${memberColumns.row} IN (${rows.join(", ")})`);
  const byRow = new Map(found.map((one) => [Number(one.at), memberRow(one, source)]));
  return rows.flatMap((row) => byRow.get(row) ?? []);
}

async function readMembers(run: RunKeys, members: Members): Promise<(row: number) => boolean> {
  if (members && "segment" in members) {
    const bytes = readFileSync(join(artefactOf(run, "evaluation").folder, "labels.i32"));
    const labels = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    return (row) => labels[row] === members.segment;
  }
  const found = await queryArtefacts(`SELECT ${memberColumns.row}::DOUBLE AS at
    FROM read_parquet(${sqlText(await membersFile(run))}) WHERE ${membersWhere(members)}`);
  const rows = new Set(found.map(({ at }) => Number(at)));
  return (row) => rows.has(row);
}

/** Whole rows of a matrix of float32, piece by piece. */
async function* readRows(path: string, columns: number): AsyncGenerator<Float32Array> {
  if (columns === 0) return;
  const highWaterMark = 4 * columns * Math.max(1, Math.floor(250_000 / columns));
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of createReadStream(path, { highWaterMark }) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const whole = bytes.length - (bytes.length % (4 * columns));
    yield new Float32Array(new Uint8Array(bytes.subarray(0, whole)).buffer);
    rest = bytes.subarray(whole);
  }
}
