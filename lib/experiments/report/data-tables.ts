import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import { shownName } from "../../core/sample-shop.ts";
import { type ExperimentData, finite, nameOf, orderedMetrics } from "../charts/experiment-chart.ts";
import { measureOf, significant, writeAmount, writePercent } from "../charts/measure.ts";
import { say } from "./messages.ts";
import { numberColumn, type StatisticsTable, textColumn } from "./statistics-table.ts";

/** Levels of every metric in every arm, the control among them. */
export function armsTable(data: ExperimentData, locale: Locale): StatisticsTable {
  return {
    id: "arms",
    title: say(locale, "arms"),
    notes: data.report.arms.map(({ arm, n, plannedShare }) =>
      say(locale, "armNote", {
        arm,
        n,
        share: writePercent(n / Math.max(data.report.users, 1), locale),
        planned: writePercent(plannedShare, locale),
      }),
    ),
    isMain: false,
    columns: [
      textColumn("metric", say(locale, "metric")),
      textColumn("arm", say(locale, "arm")),
      numberColumn("users", say(locale, "users")),
      numberColumn("mean", say(locale, "level")),
      numberColumn("error", say(locale, "standardError"), "standardError"),
      numberColumn("interval", say(locale, "interval"), "interval"),
      numberColumn("skewness", say(locale, "skewness"), "skewness"),
    ],
    rows: orderedMetrics(data.report).flatMap((metric) => {
      const { level, scale } = measureOf(metric, data, locale);
      return metric.arms.map(({ arm, n, mean, standardError, low, high, skewness }) => {
        const [error, skew] = [finite(standardError), finite(skewness)];
        const [from, to] = [finite(low), finite(high)];
        return [
          nameOf(metric, locale),
          arm,
          formatNumber(n),
          level(finite(mean)),
          error === null ? "–" : significant(error * scale),
          from === null || to === null ? "–" : say(locale, "between", { low: level(from), high: level(to) }),
          skew === null ? "–" : significant(skew),
        ];
      });
    }),
  };
}

/** How many rows were used and how many were not, by reason, and what was decided while reading: nothing disappears. */
export function readingTable({ report }: ExperimentData, locale: Locale): StatisticsTable {
  const { rows, notes } = report;
  const isFile = rows.in > 0;
  return {
    id: "reading",
    title: say(locale, "readingRows"),
    notes: [
      ...(isFile ? [say(locale, "rowsNote", { all: rows.in, used: rows.used })] : []),
      ...notes.map((note) => note[locale]),
    ],
    isMain: false,
    columns: [textColumn("reason", say(locale, "leftOut")), numberColumn("rows", say(locale, "rows"))],
    rows: rows.leftOut.map(({ reason, rows }) => [reason[locale], formatNumber(rows)]),
  };
}

/** What was chosen before the result was seen. */
export function settingsTable({ report }: ExperimentData, locale: Locale): StatisticsTable {
  const { config } = report;
  const { money } = config;
  const rows: (readonly [string, string])[] = [
    [say(locale, "setting.mode"), say(locale, `mode.${config.mode}`)],
    [say(locale, "setting.alpha"), writePercent(config.alpha, locale)],
    [say(locale, "setting.alternative"), say(locale, `alternative.${config.alternative}`)],
    [say(locale, "setting.corrections"), say(locale, `corrections.${config.corrections}`)],
    [say(locale, "setting.family"), say(locale, `family.${config.family}`)],
    [say(locale, "setting.bySegment"), say(locale, `bySegment.${config.bySegment}`)],
    ...(config.mode === "group-sequential"
      ? [[say(locale, "setting.looks"), `${config.look ?? config.looks} / ${config.looks}`] as const]
      : []),
    ...(config.mode === "always-valid" ? [[say(locale, "setting.tuning"), formatNumber(config.tuning)] as const] : []),
    ...(money
      ? ([
          [say(locale, "setting.money"), nameOf({ name: money.metric }, locale)],
          [say(locale, "setting.grossMargin"), writePercent(money.grossMargin, locale)],
          [say(locale, "setting.returns"), writePercent(money.returns, locale)],
          [say(locale, "setting.cost"), writeAmount(money.costPerUser, money.currency)],
        ] as const)
      : []),
    ...config.metrics.map(
      ({ name, type, role, direction, covariate, winsorise }) =>
        [
          nameOf({ name }, locale),
          [
            say(locale, `type.${type}`),
            say(locale, `role.${role}`),
            say(locale, `direction.${direction}`),
            ...(covariate ? [say(locale, "covariate", { column: covariate })] : []),
            ...(winsorise ? [say(locale, "winsorised", { share: writePercent(winsorise, locale) })] : []),
          ].join(" · "),
        ] as const,
    ),
  ];
  return {
    id: "settings",
    title: say(locale, "settings"),
    notes: report.hypothesis === "" ? [] : [say(locale, "hypothesis", { text: shownName(report.hypothesis, locale) })],
    isMain: false,
    columns: [textColumn("setting", say(locale, "setting")), textColumn("value", say(locale, "value"))],
    rows,
  };
}
