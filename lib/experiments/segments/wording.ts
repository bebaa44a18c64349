import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { ExperimentConfig, MetricConfig } from "../config-schema.ts";
import { nameMetric, writeP } from "../wording-amounts.ts";

const beyondDoubt = 0.001;

/** What leads before any segment is looked at. segments: those that could be compared. */
export function describeHeterogeneity(
  metric: MetricConfig,
  pValue: number | null,
  segments: number,
  { alpha, mode }: Pick<ExperimentConfig, "alpha" | "mode">,
): Localised {
  const said = describeTest(metric, pValue, segments, alpha);
  if (mode === "fixed" || pValue === null) return said;
  return { en: `${said.en} ${ofOneLook.en}`, zh: `${said.zh}${ofOneLook.zh}` };
}

/** Their effects hold at every look; whether they differ is tested as a fixed test does, whatever the mode. */
const ofOneLook: Localised = {
  en: "Whether they differ is asked as at a single look: asked again and again, they differ by chance more often.",
  zh: "人群间是否不同按只查看一次计算：反复查看时，偶然出现差异的机会会更大。",
};

function describeTest(metric: MetricConfig, pValue: number | null, segments: number, alpha: number): Localised {
  const name = nameMetric({ ...metric, unit: null });
  const n = formatNumber(segments);
  if (pValue === null)
    return {
      en: `Whether segments differ on ${name.en} cannot be said: fewer than two of them have an effect that can be computed.`,
      zh: `无法判断各人群在${name.zh}上的效果是否不同：能计算效果的人群不足两个。`,
    };
  const p = writeP(pValue);
  if (pValue < beyondDoubt)
    return {
      en: `The ${n} segments differ beyond doubt on ${name.en} (${p}).`,
      zh: `${n} 个人群在${name.zh}上的效果确凿不同（${p}）。`,
    };
  if (pValue < alpha)
    return {
      en: `The ${n} segments differ on ${name.en} (${p}).`,
      zh: `${n} 个人群在${name.zh}上的效果有差异（${p}）。`,
    };
  return {
    en: `There is no evidence that the ${n} segments differ on ${name.en} (${p}).`,
    zh: `没有证据表明 ${n} 个人群在${name.zh}上的效果不同（${p}）。`,
  };
}

/** Why a segment that moved with the treatment shows nothing. */
export function describeMoved(pValue: number): Localised {
  return {
    en: `Segments hold the variants in different shares (${writeP(pValue)}): they changed after assignment, so that effects by segment would compare different users.`,
    zh: `各人群内的分组比例不同（${writeP(pValue)}）：人群在分组之后发生了变化，按人群比较的不再是同类用户，因此不给出结果。`,
  };
}

/** Who has no segment is not a segment. */
export function describeUnplaced(users: number): Localised {
  const n = formatNumber(users);
  return {
    en:
      users === 1
        ? "1 user has no segment, and counts in the whole and in no segment."
        : `${n} users have no segment; they count in the whole and in no segment.`,
    zh: `${n} 名用户没有人群标签，只计入整体，不计入任何人群。`,
  };
}
