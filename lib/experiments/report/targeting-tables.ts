import { formatNumber } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import { drawnOf, type ExperimentData } from "../charts/experiment-chart.ts";
import { figureAndRange } from "../charts/intervals.ts";
import { measureOf, writePercent } from "../charts/measure.ts";
import type { Interval } from "../report-schema.ts";
import { say } from "./messages.ts";
import { numberColumn, type StatisticsTable, textColumn } from "./statistics-table.ts";

/** Treating those whom it pays for, beside everybody and nobody. */
export function policyTable(data: ExperimentData, locale: Locale): StatisticsTable {
  const { uplift } = data.report;
  const policy = uplift?.policy;
  const write = (gain: Interval) => writeGain(gain, uplift?.metric, data, locale);
  return {
    id: "policy",
    title: say(locale, "policy"),
    notes: policy
      ? [
          policy.sentence[locale],
          say(locale, "policyRule", { rule: policy.rule[locale], share: writePercent(policy.fidelity, locale) }),
          say(locale, "policyNote"),
        ]
      : [],
    isMain: false,
    columns: [
      textColumn("policy", say(locale, "policyTreats")),
      numberColumn("share", say(locale, "policyShare")),
      numberColumn("gain", say(locale, "policyGain")),
    ],
    rows: policy
      ? [
          [say(locale, "policySome"), writePercent(policy.share, locale), write(policy.gain)],
          [say(locale, "policyAll"), writePercent(1, locale), write(policy.treatAll)],
          [say(locale, "policyNone"), writePercent(0, locale), write(policy.treatNone)],
          [say(locale, "policyAdvantage"), "", write(policy.advantage)],
        ]
      : [],
  };
}

/** What targeting by each segmentation gains, then the pairs. */
export function targetingTable(data: ExperimentData, locale: Locale): StatisticsTable {
  const { targeting } = data.report;
  const write = (gain: Interval) => writeGain(gain, targeting?.metric, data, locale);
  return {
    id: "targeting",
    title: say(locale, "targeting"),
    notes:
      targeting === null
        ? []
        : targeting.pairs.length === 0
          ? [targeting.sentence[locale]]
          : [
              ...targeting.pairs.map(({ sentence }) => sentence[locale]),
              say(locale, "targetingNote", { n: formatNumber(targeting.users) }),
            ],
    isMain: false,
    columns: [
      textColumn("segmentation", say(locale, "segmentation")),
      numberColumn("segments", say(locale, "segmentCount")),
      numberColumn("share", say(locale, "policyShare")),
      numberColumn("gain", say(locale, "policyGain")),
    ],
    rows: targeting?.policies.length
      ? [
          ...targeting.policies.map(({ name, segments, share, gain }) => [
            name,
            formatNumber(segments),
            writePercent(share, locale),
            write(gain),
          ]),
          [say(locale, "policyAll"), "", writePercent(1, locale), write(targeting.treatAll)],
          ...targeting.pairs.map(({ first, second, difference }) => [
            say(locale, "pair", { first, second }),
            "",
            "",
            write(difference),
          ]),
        ]
      : [],
  };
}

function writeGain(
  { value, low, high }: Interval,
  name: string | undefined,
  data: ExperimentData,
  locale: Locale,
): string {
  const metric = data.report.metrics.find((one) => one.name === name);
  return metric
    ? figureAndRange(measureOf(metric, data, locale).difference(drawnOf({ difference: value, low, high })))
    : "–";
}
