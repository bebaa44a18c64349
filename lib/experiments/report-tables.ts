import { csvRow, neutralise } from "../ingest/reading/csv-text.ts";
import type { TargetingAnswers } from "./policies/answer-targeting.ts";
import type { ExperimentReport } from "./report-schema.ts";

type Cell = string | number | null;

/** The report's numbers as CSV files by name, for spreadsheets: numbers in full, nothing where there is none. */
export function reportTables(report: ExperimentReport): Readonly<Record<string, string>> {
  return {
    "metrics.csv": table(
      [
        ...["metric", "type", "role", "arm", "n", "mean", "control", "control_n", "control_mean", "method"],
        ...["difference", "low", "high", "p_value", "p_value_corrected", "lift", "lift_low", "lift_high"],
        ...["chance_to_win", "expected_loss", "smallest_effect", "verdict"],
      ],
      report.metrics.flatMap(({ name, type, role, arms, comparisons }) => {
        const armOf = (arm: string) => arms.find((one) => one.arm === arm);
        const control = armOf(report.control);
        return comparisons.map((one): Cell[] => [
          ...[name, type, role, one.arm, armOf(one.arm)?.n ?? null, armOf(one.arm)?.mean ?? null],
          ...[report.control, control?.n ?? null, control?.mean ?? null, one.method],
          ...[one.difference, one.low, one.high, one.pValue, one.pValueCorrected],
          ...[one.relative.lift, one.relative.low, one.relative.high],
          ...[one.bayes.chanceToWin, one.bayes.expectedLoss, one.smallestEffect, one.verdict],
        ]);
      }),
    ),
    "methods.csv": table(
      ["metric", "arm", "method", "scale", "estimate", "standard_error", "low", "high", "p_value"],
      report.metrics.flatMap(({ name, comparisons }) =>
        comparisons.flatMap(({ arm, methods }) =>
          methods.map((one): Cell[] => [
            ...[name, arm, one.id, one.scale, one.estimate, one.standardError, one.low, one.high, one.pValue],
          ]),
        ),
      ),
    ),
    "segments.csv": table(
      [
        ...["segment", "arm", "metric", "n", "difference", "low", "high", "p_value", "p_value_corrected"],
        ...["pooled", "pooled_low", "pooled_high"],
      ],
      report.bySegment.map((one): Cell[] => [
        ...[
          one.segment,
          one.arm,
          one.metric,
          one.n,
          one.difference,
          one.low,
          one.high,
          one.pValue,
          one.pValueCorrected,
        ],
        ...[one.pooled?.difference ?? null, one.pooled?.low ?? null, one.pooled?.high ?? null],
      ]),
    ),
    "days.csv": table(
      ["day", "arm", "assigned", "cumulative_difference", "low", "high"],
      report.daily.flatMap(({ day, assigned, cumulative }) =>
        report.arms.map(({ arm }): Cell[] => {
          const effect = cumulative[arm] ?? null;
          return [day, arm, assigned[arm] ?? 0, effect?.difference ?? null, effect?.low ?? null, effect?.high ?? null];
        }),
      ),
    ),
  };
}

/** Whom a policy treats, a row a user; each user's uplift is told by models that did not see them. */
export function policyTable({ ids, policy }: NonNullable<TargetingAnswers["policy"]>): string {
  return table(
    ["user", "uplift", "treat"],
    ids.map((id, user) => [id, policy.uplift[user] ?? null, policy.isTreated[user] ?? 0]),
  );
}

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [head, ...rows].map((cells) => csvRow(cells.map((cell) => neutralise(String(cell ?? ""))))).join("");
}
