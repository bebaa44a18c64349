import type { Locale } from "../../core/localised.ts";
import { shownName } from "../../core/sample-shop.ts";
import { type ReportClient, wholePage } from "../../segments/report/whole-page.ts";
import { experimentData } from "../charts/experiment-chart.ts";
import type { ExperimentReport } from "../report-schema.ts";
import { say } from "./messages.ts";
import { page } from "./page.ts";

/** An experiment's report as one HTML file that needs nothing else, written in `locale` and switched by its reader. */
export function renderExperimentReport(report: ExperimentReport, locale: Locale, client: ReportClient): string {
  const data = experimentData(report);
  const title = say(locale, "documentTitle", { title: shownName(report.name, locale) || say(locale, "unnamed") });
  return wholePage({ title, content: page(data, locale), data: report, locale }, client);
}
