import { formatMoney } from "../../core/format.ts";
import type { Locale } from "../../core/localised.ts";
import {
  comparisonOf,
  drawnOf,
  type ExperimentData,
  finite,
  nameOf,
  primaryMetric,
} from "../charts/experiment-chart.ts";
import type { Tone } from "../charts/interval-row.ts";
import { toneOf } from "../charts/intervals.ts";
import { type LeadBar, placeLead } from "../charts/lead-bar.ts";
import { measureOf, writeAmount } from "../charts/measure.ts";
import type { Interval } from "../report-schema.ts";
import { decimalsOf } from "../wording-amounts.ts";
import { say } from "./messages.ts";
import type { Term } from "./terms.ts";

/** The one number beside the verdict: incremental margin where money is known, else the effect on the primary metric. */
export interface LeadFigure {
  readonly label: string;
  /** Explains the label where it is a word of the trade. */
  readonly term: Term | null;
  readonly figure: string;
  readonly tone: Tone;
  readonly bar: LeadBar | null;
  /** Written below the ends of the bar; empty where an end is unbounded. */
  readonly zero: string;
  readonly low: string;
  readonly high: string;
  readonly range: string;
  /** Small print, each a line: what it rests on. */
  readonly notes: readonly LeadNote[];
}

export interface LeadNote {
  readonly text: string;
  readonly term: Term | null;
}

interface LeadLabel {
  /** Share of the bar's width. */
  readonly at: number;
  readonly anchor: "start" | "middle" | "end";
  readonly text: string;
}

/** Figures below the ends of the bar and its zero mark, moved apart where they would meet; zero gives way. */
export function leadLabels({ bar, zero, low, high }: LeadFigure): LeadLabel[] {
  if (!bar) return [];
  const isNear = (end: number) => Math.abs(bar.zero - end) < 0.16;
  const isLeft = bar.zero < bar.low && isNear(bar.low);
  const isRight = bar.zero > bar.high && isNear(bar.high);
  const isWithin = bar.zero >= bar.low && bar.zero <= bar.high;
  const isCrowded = isWithin && (isNear(bar.low) || isNear(bar.high));
  return [
    ...(bar.isOpenLow
      ? []
      : [{ at: bar.low, anchor: isLeft || bar.low < 0.12 ? "start" : "middle", text: low } as const]),
    ...(bar.isOpenHigh
      ? []
      : [{ at: bar.high, anchor: isRight || bar.high > 0.88 ? "end" : "middle", text: high } as const]),
    ...(isCrowded
      ? []
      : [{ at: bar.zero, anchor: isLeft ? "end" : isRight ? "start" : "middle", text: zero } as const]),
  ];
}

export function leadFigure(data: ExperimentData, locale: Locale): LeadFigure | null {
  const money = data.report.money.find(({ arm }) => arm === data.arm);
  return money ? moneyFigure(data, locale) : metricFigure(data, locale);
}

function moneyFigure(data: ExperimentData, locale: Locale): LeadFigure | null {
  const { report, arm } = data;
  const money = report.money.find((other) => other.arm === arm);
  if (!money) return null;
  const { perUser, total, expectedLoss, currency } = money;
  const write = amountWriter(perUser, currency);
  const writeTotal = (value: number) => signedAmount(value, currency, 0);
  const users = report.arms.find((other) => other.arm === arm)?.n ?? 0;
  const days = report.period?.days;
  return {
    label: days === undefined ? say(locale, "marginLabel") : say(locale, "marginLabelDays", { days, n: days }),
    term: "margin",
    figure: perUser ? write(perUser.value) : "–",
    tone: perUser && report.decision.verdict !== "blocked" ? toneOfInterval(perUser) : "plain",
    bar: perUser ? placeLead(perUser) : null,
    zero: formatMoney(0, currency, 0),
    low: perUser ? write(perUser.low) : "",
    high: perUser ? write(perUser.high) : "",
    range: perUser ? say(locale, "rangeSentence", { low: write(perUser.low), high: write(perUser.high) }) : "",
    notes: [
      ...(money.reason ? [plain(money.reason[locale])] : []),
      ...(total
        ? [
            plain(
              say(locale, "totalNote", {
                users,
                n: users,
                total: writeTotal(total.value),
                low: writeTotal(total.low),
                high: writeTotal(total.high),
              }),
            ),
          ]
        : []),
      ...(expectedLoss === null
        ? []
        : [
            {
              text: say(locale, "lossNote", { loss: writeLoss(expectedLoss, currency) }),
              term: "expectedLoss" as const,
            },
          ]),
      plain(money.assumptions[locale]),
    ],
  };
}

/** For the better or the worse only where the whole interval is. */
function toneOfInterval({ low, high }: Interval): Tone {
  return low > 0 ? "good" : high < 0 ? "bad" : "plain";
}

function metricFigure(data: ExperimentData, locale: Locale): LeadFigure | null {
  const metric = primaryMetric(data.report);
  const comparison = metric && comparisonOf(metric, data.arm);
  if (!metric || !comparison) return null;
  const measure = measureOf(metric, data, locale);
  const drawn = drawnOf(comparison);
  const written = measure.difference(drawn);
  const seen = finite(comparison.smallestEffect);
  return {
    label: say(locale, "effectLabel", { name: nameOf(metric, locale), arm: data.arm }),
    term: null,
    figure: written.figure,
    tone: toneOf(comparison, data.report),
    bar: placeLead(drawn),
    zero: "0",
    low: written.low,
    high: written.high,
    range: written.range === "" ? "" : say(locale, "rangeIs", { range: written.range }),
    notes: [
      ...(comparison.reason ? [plain(comparison.reason[locale])] : []),
      ...(seen === null
        ? []
        : [
            {
              text: say(locale, "smallestNote", {
                effect: measure.difference({ value: seen, low: null, high: null }).figure.replace(/^\+/, ""),
              }),
              term: "smallestEffect" as const,
            },
          ]),
    ],
  };
}

function plain(text: string): LeadNote {
  return { text, term: null };
}

/** Amounts of one interval, with the decimals that it deserves. */
function amountWriter(interval: Interval | null, currency: string): (value: number) => string {
  const { value = 0, low = 0, high = 0 } = interval ?? {};
  const decimals = decimalsOf({ name: "", type: "mean", unit: currency }, [value, low, high], (high - low) / 2);
  return (amount) => signedAmount(amount, currency, decimals);
}

export function signedAmount(value: number, currency: string, decimals: number): string {
  const text = formatMoney(value, currency, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** What is less than a hundredth of a cent is said to be. */
function writeLoss(loss: number, currency: string): string {
  return loss > 0 && loss < 0.0001 ? `< ${formatMoney(0.0001, currency, 4)}` : writeAmount(loss, currency);
}
