import type { Locale } from "../../core/localised.ts";
import type { ExperimentData } from "../charts/experiment-chart.ts";
import { checksTable } from "./checks-table.ts";
import { comparisonsTable, methodsTable } from "./comparison-tables.ts";
import { armsTable, readingTable, settingsTable } from "./data-tables.ts";
import { say } from "./messages.ts";
import { heterogeneityTable, segmentsTable, upliftTable } from "./segment-tables.ts";
import type { StatisticsTable } from "./statistics-table.ts";
import { policyTable, targetingTable } from "./targeting-tables.ts";

/** Everything that stands behind the report, for the analyst; parts that a report has no data for are left out. */
export function statisticsTables(data: ExperimentData, locale: Locale): StatisticsTable[] {
  const tables = [
    comparisonsTable(data, locale),
    checksTable(data, locale),
    heterogeneityTable(data, locale),
    segmentsTable(data, locale),
    upliftTable(data, locale),
    policyTable(data, locale),
    targetingTable(data, locale),
    methodsTable(data, locale),
    armsTable(data, locale),
    readingTable(data, locale),
    settingsTable(data, locale),
  ];
  // Why nothing was learnt is said where the numbers would stand.
  const saysWhyNot = (id: string, notes: readonly string[]) => ["uplift", "targeting"].includes(id) && notes.length > 0;
  return tables
    .filter(({ id, rows, notes }) => rows.length > 0 || id === "reading" || saysWhyNot(id, notes))
    .map((table) =>
      isOfOneLook(table, data) ? { ...table, notes: [...table.notes, say(locale, "ofOneLook")] } : table,
    );
}

const ofOneLook = ["uplift", "policy", "targeting"];

/** Comparisons of arms, whole and by segment, follow the mode of a sequential test. */
function isOfOneLook({ id, rows }: StatisticsTable, { report }: ExperimentData): boolean {
  return report.config.mode !== "fixed" && rows.length > 0 && ofOneLook.includes(id);
}
