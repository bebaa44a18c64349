import type { Locale } from "../../core/localised.ts";
import { type ExperimentData, finite } from "../charts/experiment-chart.ts";
import { writeP } from "../charts/measure.ts";
import { say } from "./messages.ts";
import { numberColumn, type StatisticsTable, textColumn } from "./statistics-table.ts";

/** What was checked before any verdict: what failed first, and of that what blocks. */
export function checksTable({ report }: ExperimentData, locale: Locale): StatisticsTable {
  const weight = ({ passed, blocks }: { passed: boolean; blocks: boolean }) => (passed ? 2 : blocks ? 0 : 1);
  return {
    id: "checks",
    title: say(locale, "checks"),
    notes: [],
    isMain: true,
    columns: [
      textColumn("check", say(locale, "check")),
      textColumn("result", say(locale, "result")),
      numberColumn("p", say(locale, "p"), "pValue"),
      textColumn("finding", say(locale, "finding")),
    ],
    rows: report.checks
      .toSorted((a, b) => weight(a) - weight(b))
      .map(({ label, passed, blocks, pValue, sentence, advice }) => [
        label[locale],
        say(locale, passed ? "checkPassed" : blocks ? "checkBlocks" : "checkSaid"),
        writeP(finite(pValue)),
        advice ? say(locale, "sentences", { first: sentence[locale], second: advice[locale] }) : sentence[locale],
      ]),
  };
}
