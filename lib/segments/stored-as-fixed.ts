import { type FixedSegment, mostListed } from "../clustering/rules-schema.ts";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { sqlText } from "../platform/duckdb.ts";
import { queryArtefacts } from "../platform/parquet.ts";
import { conditionsAsFixed, nameAsFixed } from "./as-fixed.ts";
import { findSegment, membersOf } from "./data.ts";
import { noSegment } from "./no-segment.ts";
import type { SegmentsSummary } from "./schema.ts";
import type { FixSegment } from "./segment-schema.ts";
import { artefactOf, memberColumns, membersFile, readJson } from "./stored-members.ts";
import { membersWhere } from "./stored-people.ts";
import { isFixedRow } from "./stored-rows.ts";
import { readRule } from "./stored-rule.ts";

/**
 * A segment as people would decide it: by the rule that describes it, or by its members of today.
 * @throws NOT_FOUND, BAD_REQUEST where it is fixed already or nobody's segment, has no rule, or too many members for a list
 */
export async function segmentAsFixed(
  scope: WorkspaceScope,
  id: string,
  { by }: FixSegment,
): Promise<{ readonly runId: string; readonly fixed: FixedSegment }> {
  const row = await findSegment(scope, id);
  if (isFixedRow(row)) throw refuse("it is a fixed segment already", "它已经是固定人群");
  if (row.index === noSegment) throw refuse("these people are in no segment", "这些用户不属于任何人群");
  const members = membersOf(row);
  const file = await membersFile(row.run);
  const name = nameAsFixed(row.ownName, row.name as unknown as Localised);
  if (by === "members") {
    if (row.size > mostListed)
      throw refuse(
        `a list holds ${mostListed} people at most; keep it by its rule`,
        `名单最多 ${mostListed} 人，请按规则固定`,
      );
    const found = await queryArtefacts(`SELECT user_id AS id FROM read_parquet(${sqlText(file)})
      WHERE ${membersWhere(members)} ORDER BY ${memberColumns.row}`);
    return { runId: row.runId, fixed: { name, users: found.map((one) => String(one.id ?? "")) } };
  }
  const { features } = readJson<SegmentsSummary>(artefactOf(row.run, "segments"), "segments.json");
  const rule = await readRule(file, members, features);
  if (!rule || rule.conditions.length === 0)
    throw refuse("no short rule describes it; keep its members", "没有简短的规则能描述它，请按成员固定");
  return { runId: row.runId, fixed: { name, where: conditionsAsFixed(rule, features) } };
}

function refuse(en: string, zh: string): CladeError {
  return new CladeError("BAD_REQUEST", { path: "by", problem: { en, zh } });
}
