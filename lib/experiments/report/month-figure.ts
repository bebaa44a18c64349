import type { Locale } from "../../core/localised.ts";
import type { ExperimentData } from "../charts/experiment-chart.ts";
import { imagineMonth, type Scenario } from "../money.ts";
import { signedAmount } from "./lead-figure.ts";
import { say } from "./messages.ts";

/** What a month could bring: in whole money, and with the sentence that says what was assumed. Never green: nothing was measured. */
export interface MonthFigure {
  readonly figure: string;
  readonly range: string;
  readonly label: string;
}

/** Everybody of the test four times, each send worth four fifths of the one before: a start to be changed, and said to be one. */
export function startingScenario({ report }: ExperimentData): Scenario {
  return { users: report.users, sends: 4, decay: 0.2 };
}

/** Is there a measured margin with an interval to go on from, and no check that leaves nothing to go on? */
export function hasMonth({ report, arm }: ExperimentData): boolean {
  return report.decision.verdict !== "blocked" && report.money.some((one) => one.arm === arm && one.perUser !== null);
}

/** null where `hasMonth` says no. */
export function monthFigure(data: ExperimentData, scenario: Scenario, locale: Locale): MonthFigure | null {
  const { report, arm } = data;
  const money = report.money.find((other) => other.arm === arm);
  if (!money?.perUser || !hasMonth(data)) return null;
  const { total, label } = imagineMonth(money.perUser, report.config.money?.costPerUser ?? 0, scenario);
  const write = (value: number) => signedAmount(value, money.currency, 0);
  return {
    figure: write(total.value),
    range: say(locale, "monthRange", { low: write(total.low), high: write(total.high) }),
    label: label[locale],
  };
}
