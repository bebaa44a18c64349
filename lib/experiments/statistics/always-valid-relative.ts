import { inconclusive } from "../../core/outcome.ts";
import { confidenceSequence } from "./confidence-sequence.ts";
import { fixedLift } from "./fixed-lead.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";

/** The relative lift that would lead a fixed test, as a confidence sequence. */
export const alwaysValidRelative: Statistic = {
  id: "always-valid-relative",
  label: { en: "Relative lift, valid at every look", zh: "随时有效的相对提升（置信序列）" },
  help: {
    en: "May be looked at any time, and is wider for it.",
    zh: "可随时查看，区间因此更宽。",
  },
  scale: "relative",
  appliesTo: (metric, control, treatment) => fixedLift(metric, control, treatment) !== null,
  compare(control, treatment, options) {
    const lift = fixedLift(options.metric, control, treatment);
    return lift === null ? inconclusive(reasons.tooSkewed) : confidenceSequence(lift, control, treatment, options);
  },
};
