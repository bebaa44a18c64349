import { findExport } from "../activation/data.ts";
import { listFile } from "../activation/stored-list.ts";
import { CladeError } from "../core/errors.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { sqlText } from "../platform/duckdb.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { memberColumns, membersFile } from "../segments/stored-members.ts";
import { ExperimentConfig } from "./config-schema.ts";
import { ExperimentDesign as Design, type ExperimentDesign, type NewExperiment } from "./schema.ts";
import { shopMetrics } from "./shop-metrics-schema.ts";
import { storeAssignment } from "./stored-assignment.ts";
import { segmentNameSql } from "./stored-population.ts";

const armNames = {
  en: { held: "Held back", listed: "On the list" },
  zh: { held: "留出对照组", listed: "名单内" },
} as const;

/** "Did it work?" of a list with a held-back share: whoever was held back is the control. @throws NOT_FOUND, BAD_REQUEST */
export async function exportExperiment(scope: WorkspaceScope, asked: Extract<NewExperiment, { source: "export" }>) {
  const { locale } = asked;
  const row = await findExport(scope, asked.exportId);
  const list = listFile(scope.workspaceId, row.listKey);
  if (row.controlRows === 0 || list === undefined)
    throw new CladeError("BAD_REQUEST", {
      path: "exportId",
      problem: { en: "nobody was held back from this list", zh: "这份名单没有留出对照组" },
    });
  const run = await db().run.findFirst({ where: { id: row.runId, workspaceId: scope.workspaceId } });
  if (!run) throw new CladeError("NOT_FOUND");
  const { held, listed } = armNames[locale];
  const design: ExperimentDesign = Design.parse({
    arms: [
      { arm: held, share: row.controlRows / (row.rows + row.controlRows) },
      { arm: listed, share: row.rows / (row.rows + row.controlRows) },
    ],
  });
  const segment = await segmentNameSql(run.id, locale);
  const members = await membersFile(run);
  const { key, assigned } = await storeAssignment(
    scope.workspaceId,
    { list: row.listKey, locale, segment },
    (target) => {
      const names = `SELECT user_id, ${segment} AS segment FROM read_parquet(${sqlText(members)}) WHERE ${memberColumns.segment} >= 0`;
      return `COPY (SELECT l.user_id, CASE WHEN held THEN ${sqlText(held)} ELSE ${sqlText(listed)} END AS arm, m.segment,
        ${sqlText(row.createdAt.toISOString())}::TIMESTAMP AS assigned_at
      FROM read_parquet(${sqlText(list)}) l LEFT JOIN (${names}) m ON m.user_id = l.user_id ORDER BY l.user_id)
      TO ${sqlText(target)} (FORMAT parquet)`;
    },
  );
  const config = ExperimentConfig.parse({
    name: row.title,
    control: held,
    shares: Object.fromEntries(design.arms.map(({ arm, share }) => [arm, share])),
    metrics: shopMetrics(locale),
    mode: "always-valid",
  });
  return {
    ...{ source: "export" as const, config, design: jsonColumn(design), datasetId: run.datasetId, runId: run.id },
    ...{ segmentId: row.segmentId, exportId: row.id, assignmentKey: key, assigned: jsonColumn(assigned) },
    ...{ status: "running", startedAt: row.createdAt },
  };
}
