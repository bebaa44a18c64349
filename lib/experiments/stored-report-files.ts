import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../core/errors.ts";
import { demandRole, mayReadPersonal, type WorkspaceScope } from "../core/scope.ts";
import { db } from "../platform/db.ts";
import { recordAudit } from "../workspace/audit.ts";
import { findExperiment, getReport } from "./data.ts";
import { configOf } from "./experiment-rows.ts";
import { renderExperimentReport } from "./report/render-report.ts";
import { experimentClient } from "./report/stored-client.ts";
import type { ReportFile } from "./schema.ts";
import { reportFolder, withoutSecrets } from "./stored-report.ts";

/**
 * A report to take along: the page itself, its numbers, or its tables. Numbers of groups only, but for policy.csv, which says user by
 * user whom it pays to treat. @throws NOT_FOUND, FORBIDDEN, NO_REPORT
 */
export async function takeReportFile(
  scope: WorkspaceScope,
  id: string,
  { name, locale }: ReportFile,
): Promise<{ readonly name: string; readonly text: string }> {
  demandRole(scope, "marketer");
  const row = await findExperiment(scope, id);
  const title = configOf(row).name || "experiment";
  if (name === "report.html")
    return {
      name: `${title}.html`,
      text: renderExperimentReport(withoutSecrets(await getReport(scope, id)), locale, experimentClient()),
    };
  const path = join(reportFolder(row) ?? "", name);
  if (row.reportKey === null || !existsSync(path)) throw new CladeError("NO_REPORT", { name: title });
  if (name === "policy.csv") {
    if (!mayReadPersonal(scope)) throw new CladeError("FORBIDDEN", { role: scope.role, least: "marketer" });
    await recordAudit(db(), scope, { action: "policy.taken", subject: title });
  }
  return { name: `${title} – ${name}`, text: readFileSync(path, "utf8") };
}
