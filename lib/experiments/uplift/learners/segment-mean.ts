import { effectsOfGroups } from "../group-effects.ts";
import type { UpliftLearner } from "./learner.ts";

/** Everybody of a segment has its effect, drawn towards the common one as far as chance explains the difference. */
export const segmentMean: UpliftLearner = {
  id: "segment-mean",
  label: { en: "Effect of the segment", zh: "人群效应" },
  help: {
    en: "Every user has the effect of their segment, pooled; no feature is looked at.",
    zh: "每名用户取其人群收缩后的效应，不使用其他特征。",
  },
  learnsFrom: "segment",
  fit({ segment, treated, outcome }) {
    const groups = segment.reduce((most, one) => Math.max(most, one), -1) + 1;
    const { effects, common } = effectsOfGroups(segment, groups, treated, outcome);
    return (users) => Float64Array.from(users.segment, (own) => effects[own] ?? common);
  },
};
