import { sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import type { SegmentsSummary } from "./schema.ts";
import { artefactOf, memberColumns, membersFile, type RunKeys, readJson } from "./stored-members.ts";

export interface CommonPeople {
  /** counts[i][j]: in segment i of the one run and j of the other. */
  readonly counts: readonly (readonly number[])[];
  readonly both: number;
  readonly onlyLeft: number;
  readonly onlyRight: number;
}

/** Who is in both of two runs, of whatever datasets: people are matched by id. @throws NOT_FOUND without their files */
export async function countCommon(left: RunKeys, right: RunKeys): Promise<CommonPeople> {
  const [one, other] = [await openRun(left), await openRun(right)];
  const rows = await queryArtefacts(`SELECT coalesce(l.s, -1)::DOUBLE AS l, coalesce(r.s, -1)::DOUBLE AS r,
      count(*)::DOUBLE AS n
    FROM ${one.people} l FULL JOIN ${other.people} r USING (user_id) GROUP BY ALL`);
  const counts = Array.from({ length: one.k }, () => new Array<number>(other.k).fill(0));
  let [onlyLeft, onlyRight, both] = [0, 0, 0];
  for (const { l, r, n } of rows) {
    const [to, count] = [Number(r), Number(n)];
    const row = counts[Number(l)];
    if (to < 0) onlyLeft += count;
    else if (!row) onlyRight += count;
    else {
      row[to] = count;
      both += count;
    }
  }
  return { counts, both, onlyLeft, onlyRight };
}

async function openRun(run: RunKeys) {
  const { segments } = readJson<SegmentsSummary>(artefactOf(run, "segments"), "segments.json");
  const { segment } = memberColumns;
  const file = sqlText(await membersFile(run));
  return {
    k: segments.length,
    people: `(SELECT user_id, ${segment} AS s FROM read_parquet(${file}) WHERE ${segment} >= 0)`,
  };
}
