import { sqlName, sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import type { SegmentFeature, SegmentsSummary } from "./schema.ts";
import { type Members, membersWhere } from "./stored-people.ts";

/**
 * The profile of any group of a run, for a lasso that no stage has described: mean and median in real units, and the
 * mean's distance from everybody's in standard deviations of the real values. One row a feature, in the run's order.
 */
export async function profileRows(
  file: string,
  members: Members,
  { features }: Pick<SegmentsSummary, "features">,
): Promise<SegmentFeature[]> {
  if (features.length === 0) return [];
  const own = "clade_own";
  const columns = features.map(({ id }, i) => {
    const name = `${sqlName(id)}::DOUBLE`;
    return `avg(${name}) FILTER (${own}) AS m${i}, median(${name}) FILTER (${own}) AS d${i},
      (avg(${name}) FILTER (${own}) - avg(${name})) / nullif(stddev_pop(${name}), 0) AS z${i}`;
  });
  const source = `SELECT *, (${membersWhere(members)}) AS ${own} FROM read_parquet(${sqlText(file)})`;
  const [row = {}] = await queryArtefacts(`SELECT ${columns.join(", ")} FROM (${source})`);
  const read = (key: string) => (typeof row[key] === "number" ? (row[key] as number) : null);
  return features.map((_, i) => ({ mean: read(`m${i}`), median: read(`d${i}`), standardised: read(`z${i}`) }));
}
