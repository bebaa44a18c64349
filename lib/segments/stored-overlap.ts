import { sqlText } from "../platform/duckdb.ts";
import { queryArtefacts, streamArtefacts } from "../platform/parquet.ts";
import type { SegmentsSummary } from "./schema.ts";
import { artefactOf, memberColumns, membersFile, type RunKeys, readJson } from "./stored-members.ts";

export interface CommonPeople {
  /** counts[i][j]: in segment i of the one run and j of the other; the last row and column are those in no segment. */
  readonly counts: readonly (readonly number[])[];
  readonly both: number;
  readonly onlyLeft: number;
  readonly onlyRight: number;
}

/** Who is in both of two runs, of whatever datasets: people are matched by id. @throws NOT_FOUND without their files */
export async function countCommon(left: RunKeys, right: RunKeys): Promise<CommonPeople> {
  const [one, other] = [await openRun(left), await openRun(right)];
  const rows = await queryArtefacts(`SELECT l.s::DOUBLE AS l, r.s::DOUBLE AS r, count(*)::DOUBLE AS n
    FROM ${one.people} l FULL JOIN ${other.people} r USING (user_id) GROUP BY ALL`);
  const counts = Array.from({ length: one.k + 1 }, () => new Array<number>(other.k + 1).fill(0));
  let [onlyLeft, onlyRight, both] = [0, 0, 0];
  for (const { l, r, n } of rows) {
    const count = Number(n);
    const row = counts[Number(l)];
    if (r === null) onlyLeft += count;
    else if (l === null || !row) onlyRight += count;
    else {
      row[Number(r)] = count;
      both += count;
    }
  }
  return { counts, both, onlyLeft, onlyRight };
}

/** For everybody of the left run, in its order, their row in the right one: int32 little-endian, −1 where they are not in it. */
export async function* pairBytes(left: RunKeys, right: RunKeys): AsyncGenerator<Uint8Array> {
  const { row } = memberColumns;
  const [one, other] = [sqlText(await membersFile(left)), sqlText(await membersFile(right))];
  const sql = `SELECT coalesce(r.${row}, -1) FROM read_parquet(${one}) l
    LEFT JOIN (SELECT user_id, ${row} FROM read_parquet(${other})) r USING (user_id) ORDER BY l.${row}`;
  for await (const rows of streamArtefacts(sql))
    yield new Uint8Array(Int32Array.from(rows, ([value]) => Number(value)).buffer);
}

async function openRun(run: RunKeys) {
  const { segments } = readJson<SegmentsSummary>(artefactOf(run, "segments"), "segments.json");
  const { segment } = memberColumns;
  const file = sqlText(await membersFile(run));
  return {
    k: segments.length,
    people: `(SELECT user_id, if(${segment} < 0, ${segments.length}, ${segment}) AS s FROM read_parquet(${file}))`,
  };
}
