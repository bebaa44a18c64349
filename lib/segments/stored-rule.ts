import type { FeatureInfo } from "../features/schema.ts";
import { sqlName, sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { learnRule, type RulePeople } from "./rule.ts";
import type { SegmentRuleDto } from "./schema.ts";
import { memberColumns } from "./stored-members.ts";
import { type Members, membersWhere } from "./stored-people.ts";

/** People of each side that a rule is learnt from, at most. */
const mostPeople = 10_000;

/**
 * The rule of a segment or a lasso over everybody's features in real units. Rows stand in the order of a hash of their
 * ids, so every n-th of them is a random n-th: of large groups so many are taken, each standing for the n.
 */
export async function readRule(
  file: string,
  members: Members,
  features: readonly FeatureInfo[],
): Promise<SegmentRuleDto | null> {
  if (features.length === 0) return null;
  const { row } = memberColumns;
  const source = `SELECT *, (${membersWhere(members)}) AS clade_own FROM read_parquet(${sqlText(file)})`;
  const [counted] = await queryArtefacts(
    `SELECT count(*) FILTER (clade_own)::DOUBLE AS own, count(*) FILTER (NOT clade_own)::DOUBLE AS other FROM (${source})`,
  );
  const step = (n: unknown) => Math.max(1, Math.ceil(Number(n ?? 0) / mostPeople));
  const steps = { own: step(counted?.own), other: step(counted?.other) };
  const found =
    await queryArtefacts(`SELECT clade_own AS own, ${features.map(({ id }, i) => `${sqlName(id)}::DOUBLE AS f${i}`).join(", ")}
    FROM (SELECT *, row_number() OVER (PARTITION BY clade_own ORDER BY ${row}) AS clade_place FROM (${source}))
    WHERE clade_place % if(clade_own, ${steps.own}, ${steps.other}) = 0 ORDER BY ${row}`);
  const people: RulePeople = {
    columns: features.map((_, i) =>
      Float64Array.from(found, (one) => (typeof one[`f${i}`] === "number" ? Number(one[`f${i}`]) : Number.NaN)),
    ),
    isMember: Uint8Array.from(found, ({ own }) => Number(own === true)),
    weight: Float64Array.from(found, ({ own }) => (own === true ? steps.own : steps.other)),
  };
  const rule = learnRule(people);
  return (
    rule && {
      precision: rule.precision,
      recall: rule.recall,
      conditions: rule.conditions.flatMap(({ feature, side, value }) => {
        const id = features[feature]?.id;
        return id === undefined ? [] : [{ feature: id, side, value }];
      }),
    }
  );
}
