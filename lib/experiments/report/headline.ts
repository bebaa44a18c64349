import type { Locale } from "../../core/localised.ts";
import { writeDate } from "../../segments/charts/dates.ts";
import { variantsOf } from "../charts/experiment-chart.ts";
import type { DecisionVerdict, ExperimentReport } from "../report-schema.ts";
import { say } from "./messages.ts";

export type ChipTone = "good" | "bad" | "warn" | "plain";

const tones: Readonly<Record<DecisionVerdict, ChipTone>> = {
  ship: "good",
  stop: "bad",
  continue: "plain",
  "no-difference": "plain",
  blocked: "bad",
  inconclusive: "warn",
};

/** The decision in a few words, and its colour. */
export function decisionChip(report: ExperimentReport, locale: Locale): { tone: ChipTone; text: string } {
  const { decision } = report;
  const { verdict } = decision;
  const [only, ...others] = variantsOf(report);
  const arm = decision.arm ?? (others.length === 0 ? (only ?? null) : null);
  const key =
    arm === null && (verdict === "ship" || verdict === "stop")
      ? (`chip.${verdict}.any` as const)
      : (`chip.${verdict}` as const);
  return { tone: tones[verdict], text: say(locale, key, { arm: arm ?? "" }) };
}

/** Who was in it, when, and how it was to be read, in a few words each. */
export function chips(report: ExperimentReport, locale: Locale): string[] {
  const { users, period, config } = report;
  const variants = variantsOf(report).length + 1;
  return [
    say(locale, "chipUsers", { users, n: users, variants }),
    ...(period
      ? [
          period.from.slice(0, 10) === period.to.slice(0, 10)
            ? writeDate(period.from, locale)
            : say(locale, "chipPeriod", {
                from: writeDate(period.from, locale),
                to: writeDate(period.to, locale),
                days: period.days,
                n: period.days,
              }),
        ]
      : []),
    say(locale, `mode.${config.mode}`),
    ...(config.corrections === "none" ? [] : [say(locale, `corrections.${config.corrections}`)]),
  ];
}
