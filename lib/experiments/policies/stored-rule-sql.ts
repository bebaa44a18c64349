import { sqlName, sqlText } from "../../platform/duckdb.ts";
import { memberColumns } from "../../segments/stored-members.ts";
import type { RuleCondition } from "../report-schema.ts";

/** What a run's members file knows, and the frozen assignment that says what its segments were called. */
export interface RuleSource {
  /** Features of the run, by id. */
  readonly features: ReadonlySet<string>;
  /** Parquet of user_id and segment, as frozen; null where there is none. */
  readonly assignment: string | null;
  readonly members: string;
}

/**
 * Who meets a rule, over a run's members file: learnt from the features as 32-bit numbers, so it is asked of them as such. null where
 * the rule asks what the run does not know, such as what somebody bought in the weeks before the test.
 */
export function ruleSql(where: readonly (readonly RuleCondition[])[], source: RuleSource): string | null {
  const paths = where.map((path) => path.map((condition) => conditionSql(condition, source)));
  if (paths.some((path) => path.includes(null))) return null;
  return `(${paths.map((path) => (path.length === 0 ? "true" : `(${path.join(" AND ")})`)).join(" OR ") || "false"})`;
}

function conditionSql(condition: RuleCondition, { features, assignment, members }: RuleSource): string | null {
  const { feature, says, level, threshold, isAbove, fallback } = condition;
  if (feature === "segment" && says === "level" && assignment !== null) {
    const { segment } = memberColumns;
    const own = `SELECT m.${segment} FROM read_parquet(${sqlText(assignment)}) a
      JOIN read_parquet(${sqlText(members)}) m ON m.user_id = a.user_id WHERE a.segment = ${sqlText(level ?? "")}`;
    return `${segment} ${isAbove ? "" : "NOT "}IN (${own})`;
  }
  if (!features.has(feature) || says === "level") return null;
  const column = sqlName(feature);
  if (says === "missing") return `${column} IS ${isAbove ? "" : "NOT "}NULL`;
  return `coalesce(${column}, ${fallback ?? "NULL"})::FLOAT::DOUBLE ${isAbove ? ">" : "<="} ${threshold}`;
}
