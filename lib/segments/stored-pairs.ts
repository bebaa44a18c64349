import { sqlName, sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import type { SameRfmDto, SegmentsSummary } from "./schema.ts";
import { artefactOf, memberColumns, membersFile, type RunKeys, readJson } from "./stored-members.ts";
import { findPerson } from "./stored-people.ts";

const rfm = ["recency", "frequency", "monetary"];

/**
 * A member of the segment and somebody of another one whose recency, orders and spend fall into the same narrow cells
 * (about a tenth of each value), and who fit their segments best: two people that RFM alone would treat alike. null where
 * the run lacks one of the three, or where nobody is so near.
 */
export async function findSameRfm(run: RunKeys, segment: number): Promise<SameRfmDto> {
  const { features } = readJson<SegmentsSummary>(artefactOf(run, "segments"), "segments.json");
  if (!rfm.every((id) => features.some((feature) => feature.id === id))) return { pair: null };
  const file = await membersFile(run);
  const cells = rfm.map((id, i) => `round(8 * ln(1 + greatest(${sqlName(id)}::DOUBLE, 0)))::INTEGER AS c${i}`);
  const people = `SELECT ${memberColumns.segment} AS segment, ${memberColumns.silhouette} AS silhouette,
    ${memberColumns.row} AS row, ${cells.join(", ")} FROM read_parquet(${sqlText(file)})
    WHERE ${memberColumns.segment} >= 0 AND ${rfm.map((id) => `${sqlName(id)} IS NOT NULL`).join(" AND ")}`;
  const best = (where: string) => `SELECT c0, c1, c2, arg_max(row, (silhouette, -row)) AS row,
    max(silhouette) AS fit FROM people WHERE ${where} AND silhouette IS NOT NULL GROUP BY c0, c1, c2`;
  const [found] = await queryArtefacts(`WITH people AS (${people}),
    own AS (${best(`segment = ${segment}`)}), others AS (${best(`segment <> ${segment}`)})
    SELECT own.row::DOUBLE AS one, others.row::DOUBLE AS other FROM own JOIN others USING (c0, c1, c2)
    WHERE least(own.fit, others.fit) > 0 ORDER BY least(own.fit, others.fit) DESC, own.row LIMIT 1`);
  if (!found) return { pair: null };
  const one = await findPerson(run, file, Number(found.one));
  const other = await findPerson(run, file, Number(found.other));
  return { pair: one && other && [one, other] };
}
