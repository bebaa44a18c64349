import type { Localised } from "../core/localised.ts";
import type { ExperimentConfig, MetricRole, MetricType } from "./config-schema.ts";
import type { EffectScale } from "./statistics/statistic.ts";

/** report.json: what the command line writes, the API answers, the pages and report.html draw. Numbers in full; null with a reason. */
export interface ExperimentReport {
  readonly name: string;
  readonly hypothesis: string;
  readonly config: ExperimentConfig;
  readonly control: string;
  readonly arms: readonly ArmReport[];
  readonly users: number;
  /** Rows of the files that were not used, by reason. */
  readonly rows: { readonly in: number; readonly used: number; readonly leftOut: readonly LeftOut[] };
  /** What was decided while reading: empty cells that count as 0, rows that were added up. */
  readonly notes: readonly Localised[];
  readonly period: { readonly from: string; readonly to: string; readonly days: number } | null;
  readonly checks: readonly CheckReport[];
  readonly metrics: readonly MetricReport[];
  readonly bySegment: readonly SegmentEffect[];
  readonly heterogeneity: readonly Heterogeneity[];
  readonly uplift: UpliftReport | null;
  readonly targeting: TargetingReport | null;
  readonly daily: readonly DayReport[];
  readonly money: readonly MoneyReport[];
  readonly decision: Decision;
  /** Three at most, the weightiest first. */
  readonly caveats: readonly Caveat[];
}

export interface ArmReport {
  readonly arm: string;
  readonly n: number;
  readonly plannedShare: number;
}

export interface LeftOut {
  readonly reason: Localised;
  readonly rows: number;
}

export interface Caveat {
  readonly title: Localised;
  readonly detail: Localised;
}

export interface CheckReport {
  readonly id: string;
  readonly label: Localised;
  readonly passed: boolean;
  /** A failed one that blocks leaves no winner; others are said. */
  readonly blocks: boolean;
  readonly pValue: number | null;
  /** What was found in a few words: the head of a card. */
  readonly title: Localised;
  /** What was found, with its numbers. */
  readonly sentence: Localised;
  /** Where it failed: the likely cause, and what to do. */
  readonly advice: Localised | null;
}

export interface MetricReport {
  readonly name: string;
  readonly type: MetricType;
  readonly role: MetricRole;
  readonly direction: "up" | "down";
  readonly unit: string | null;
  readonly arms: readonly MetricArm[];
  readonly comparisons: readonly Comparison[];
}

export interface MetricArm {
  readonly arm: string;
  readonly n: number;
  readonly mean: number | null;
  readonly standardError: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of the value; null where unknown. */
  readonly skewness: number | null;
}

export type ComparisonVerdict = "better" | "worse" | "unclear" | "inconclusive";

export interface Comparison {
  readonly arm: string;
  /** Id of the statistic that leads. */
  readonly method: string;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly pValue: number | null;
  readonly pValueCorrected: number | null;
  readonly relative: { readonly lift: number | null; readonly low: number | null; readonly high: number | null };
  readonly bayes: {
    readonly chanceToWin: number | null;
    readonly expectedLoss: number | null;
    readonly low: number | null;
    readonly high: number | null;
  };
  /** The smallest true difference this test would find with 80 % power. */
  readonly smallestEffect: number | null;
  /** Non-inferiority, where a margin was set; no p value where the interval alone decides. */
  readonly nonInferiority: { readonly margin: number; readonly passed: boolean; readonly pValue: number | null } | null;
  readonly verdict: ComparisonVerdict;
  /** Why there is no number or no verdict. */
  readonly reason: Localised | null;
  readonly sentence: Localised;
  /** Every method that applies, the leading one among them: for the analyst. */
  readonly methods: readonly MethodResult[];
}

export interface MethodResult {
  readonly id: string;
  readonly label: Localised;
  readonly scale: EffectScale;
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly pValue: number | null;
  readonly reason: Localised | null;
}

/** Raw effect of a segment beside the one pooled towards the common effect, or corrected for the number of segments. */
export interface SegmentEffect {
  readonly segment: string;
  readonly arm: string;
  readonly metric: string;
  readonly n: number;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly pValue: number | null;
  readonly pooled: { readonly difference: number; readonly low: number; readonly high: number } | null;
  readonly pValueCorrected: number | null;
  /** Too small to see the effect that the whole shows. */
  readonly small: boolean;
  readonly reason: Localised | null;
}

/** Do segments differ at all? Asked before any of them is looked at. */
export interface Heterogeneity {
  readonly metric: string;
  readonly arm: string;
  readonly q: number | null;
  readonly degreesOfFreedom: number;
  readonly pValue: number | null;
  readonly i2: number | null;
  /** Standard deviation of the true effects between segments, by DerSimonian and Laird. */
  readonly tau: number | null;
  /** The same by the posterior that pools segments, and the standard deviation of its half-normal prior. */
  readonly tauPosterior: Interval | null;
  readonly tauPrior: number | null;
  /** Mean effect of a segment by Hartung and Knapp: for information. */
  readonly meanOfSegments: Interval | null;
  readonly sentence: Localised;
}

/** Whom does the variant move? All of it on users that it was not learnt from. */
export interface UpliftReport {
  readonly metric: string;
  readonly arm: string;
  /** On whom it is judged; as many others were learnt from. */
  readonly users: number;
  /** Of very many users some are drawn, and the policy's list holds these alone; null: everybody of both arms was looked at. */
  readonly sample: { readonly users: number; readonly of: number } | null;
  /** None where there are too few users. */
  readonly learners: readonly UpliftLearnerReport[];
  readonly policy: PolicyReport | null;
  readonly sentence: Localised;
}

export interface UpliftLearnerReport {
  readonly id: string;
  readonly label: Localised;
  /** Area between the Qini curve and treating at random, a user; 0 is random. */
  readonly qini: Interval | null;
  /** Area below the curve of gains, a user. */
  readonly auuc: Interval | null;
  readonly upliftAt: readonly { readonly share: number; readonly uplift: Interval | null }[];
  /** Incremental outcome a user when the best `share` are treated. */
  readonly curve: readonly { readonly share: number; readonly gain: number; readonly random: number }[];
}

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One question of a rule: is the number above the threshold, is it known, is the word this one? */
export interface RuleCondition {
  readonly feature: string;
  readonly says: "number" | "level" | "missing";
  readonly level: string | null;
  readonly threshold: number;
  /** Above, missing, of the level; else the opposite. */
  readonly isAbove: boolean;
  /** Stands for a number that is missing. */
  readonly fallback: number | null;
}

/** Treating those alone whom it pays for. Gains are over treating nobody, a user of everybody. */
export interface PolicyReport {
  /** Whom it treats, in words, and the share of users of whom the words are true. */
  readonly rule: Localised;
  readonly fidelity: number;
  /** The words for machines: who meets all conditions of one of the lists. None: nobody; an empty list: everybody. */
  readonly where: readonly (readonly RuleCondition[])[];
  /** What treating by the words gains, where they are not all that the policy says. */
  readonly ruleGain: Interval;
  readonly share: number;
  /** Of the gains; null: they are in the metric's unit. */
  readonly currency: string | null;
  readonly gain: Interval;
  readonly treatAll: Interval;
  /** 0, by what gains are over. */
  readonly treatNone: Interval;
  /** Over the better of all and none. */
  readonly advantage: Interval;
  readonly verdict: "policy" | "everybody" | "nobody";
  readonly sentence: Localised;
}

/** Segmentations as targeting policies: each treats the segments that it pays for, learnt on other users. */
export interface TargetingReport {
  readonly metric: string;
  readonly arm: string;
  /** On whom policies are valued; as many others were learnt from. */
  readonly users: number;
  readonly currency: string | null;
  readonly policies: readonly SegmentPolicyReport[];
  readonly treatAll: Interval;
  readonly pairs: readonly PolicyPairReport[];
  readonly sentence: Localised;
}

export interface SegmentPolicyReport {
  readonly name: string;
  readonly segments: number;
  /** Of users that it treats. */
  readonly share: number;
  /** Over treating nobody, a user of everybody. */
  readonly gain: Interval;
}

export interface PolicyPairReport {
  readonly first: string;
  readonly second: string;
  /** Share of users that both decide alike. */
  readonly alike: number;
  /** Gain of the first less that of the second, on the same users. */
  readonly difference: Interval;
  readonly verdict: "first" | "second" | "no-difference" | "not-told-apart";
  readonly sentence: Localised;
}

export interface DayReport {
  /** YYYY-MM-DD */
  readonly day: string;
  /** Users assigned that day, by arm. */
  readonly assigned: Readonly<Record<string, number>>;
  /** Effect of the primary metric over all days so far, by arm other than the control. */
  readonly cumulative: Readonly<
    Record<string, { readonly difference: number; readonly low: number; readonly high: number } | null>
  >;
}

/** Incremental gross margin over the observed window. */
export interface MoneyReport {
  readonly arm: string;
  readonly currency: string;
  readonly perUser: Interval | null;
  /** Of everybody in the arm. */
  readonly total: Interval | null;
  /** What is lost a user in the mean if the arm is chosen and is worse. */
  readonly expectedLoss: number | null;
  readonly assumptions: Localised;
  readonly reason: Localised | null;
}

export type DecisionVerdict = "ship" | "stop" | "continue" | "no-difference" | "blocked" | "inconclusive";

export interface Decision {
  readonly verdict: DecisionVerdict;
  readonly arm: string | null;
  /** A headline that a manager reads. */
  readonly sentence: Localised;
  /** Two sentences below it: who was in it, what moved, what cannot be told apart. */
  readonly detail: Localised;
}
