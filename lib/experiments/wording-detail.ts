import { formatNumber } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import { type ArmCase, type DecisionInput, leadMetrics } from "./decision-case.ts";
import { normalQuantile } from "./distributions/normal.ts";
import type { Heterogeneity } from "./report-schema.ts";
import { joinNames, nameMetric, quoteArm, subjectOf } from "./wording-amounts.ts";

const counts = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Who was in it: "64,000 users in three groups over 14 days." */
export function describeGroups({ arms, days }: DecisionInput): Localised {
  const users = formatNumber(arms.reduce((sum, { n }) => sum + n, 0));
  const groups = `${counts[arms.length] ?? arms.length} ${arms.length === 1 ? "group" : "groups"}`;
  const over = days === null ? "" : days === 1 ? " on one day" : ` over ${formatNumber(days)} days`;
  return {
    en: `${users} users in ${groups}${over}.`,
    zh: `共 ${users} 名用户，分为 ${arms.length} 组${days === null ? "" : `，历时 ${formatNumber(days)} 天`}。`,
  };
}

/**
 * Of several arms that pass, whether the second best falls behind: arms are compared with the control, so this is a plain z of
 * the two arms' means on the first leading metric, two-sided at the test's alpha. null where there is one arm, or nothing to compare;
 * where results are looked at more than once no such z holds, and the second is not said to be behind.
 */
export function describeRunnerUp(chosen: ArmCase, cases: readonly ArmCase[], input: DecisionInput): Localised | null {
  const lead = leadMetrics(input)[0];
  const sign = lead?.direction === "down" ? -1 : 1;
  const others = cases.filter(({ arm, verdict }) => arm !== chosen.arm && verdict === "ship");
  const levelOf = (arm: string) => lead?.arms.find((one) => one.arm === arm);
  const second = others.toSorted(
    (a, b) => sign * ((levelOf(b.arm)?.mean ?? 0) - (levelOf(a.arm)?.mean ?? 0)) || (a.arm < b.arm ? -1 : 1),
  )[0];
  const [best, next] = [levelOf(chosen.arm), second && levelOf(second.arm)];
  if (!lead || !second || best?.mean == null || next?.mean == null) return null;
  const error = Math.hypot(best.standardError ?? Number.NaN, next.standardError ?? Number.NaN);
  const z = (sign * (best.mean - next.mean)) / error;
  const name = nameMetric(subjectOf(lead, input.config));
  const [who, control] = [quoteArm(second.arm), quoteArm(input.control)];
  const isTold = input.config.mode === "fixed" && z > -normalQuantile(input.config.alpha / 2);
  if (isTold) {
    return {
      en: `${who} is better than ${control} too, but less so on ${name.en}.`,
      zh: `${who}也优于${control}，但在${name.zh}上幅度较小。`,
    };
  }
  return {
    en: `${who} is better than ${control} too, and on ${name.en} it cannot be said to be behind ${quoteArm(chosen.arm)}.`,
    zh: `${who}也优于${control}，在${name.zh}上不能说它不及${quoteArm(chosen.arm)}。`,
  };
}

/** Do segments differ? Said of the metrics where that was asked, for the arm that the decision is about. */
export function describeSegments(
  { heterogeneity, metrics, config }: DecisionInput,
  chosen: ArmCase | null,
): Localised | null {
  const own = heterogeneity.filter(({ arm, pValue }) => arm === chosen?.arm && pValue !== null);
  const namesOf = (rows: readonly Heterogeneity[]) =>
    joinNames(
      rows.map(({ metric }) => {
        const found = metrics.find(({ name }) => name === metric);
        return found ? nameMetric(subjectOf(found, config)) : { en: metric, zh: metric };
      }),
    );
  const differ = own.filter(({ pValue }) => (pValue ?? 1) < config.alpha);
  const alike = own.filter(({ pValue }) => (pValue ?? 1) >= config.alpha);
  if (own.length === 0) return null;
  const [strong, weak] = [namesOf(differ), namesOf(alike)];
  if (differ.length === 0) {
    return {
      en: `There is no evidence that segments differ on ${weak.en}.`,
      zh: `没有证据表明各人群在${weak.zh}上的效果不同。`,
    };
  }
  // Segments are compared as a fixed test does: of one that is looked at more often that is said.
  const isOfOneLook = config.mode !== "fixed";
  const [look, lookZh] = isOfOneLook ? [", read as at a single look", "按只查看一次计算，"] : ["", ""];
  const isSure = isOfOneLook ? "有不同" : "确有不同";
  if (alike.length === 0) {
    return {
      en: `On ${strong.en} the segments differ${look}.`,
      zh: `${lookZh}各人群在${strong.zh}上的效果${isSure}。`,
    };
  }
  return {
    en: `On ${strong.en} the segments differ${look}; on ${weak.en} there is no evidence that they do.`,
    zh: `${lookZh}各人群在${strong.zh}上的效果${isSure}；在${weak.zh}上则没有这样的证据。`,
  };
}
