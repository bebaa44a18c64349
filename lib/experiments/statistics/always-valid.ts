import { inconclusive } from "../../core/outcome.ts";
import { confidenceSequence } from "./confidence-sequence.ts";
import { fixedLead } from "./fixed-lead.ts";
import { permutationT } from "./permutation-t.ts";
import { reasons } from "./reasons.ts";
import type { Statistic } from "./statistic.ts";

/** The difference that would lead a fixed test, as a confidence sequence. */
export const alwaysValid: Statistic = {
  id: "always-valid",
  label: { en: "Difference, valid at every look", zh: "随时有效的差（置信序列）" },
  help: {
    en: "May be looked at any time, and is wider for it. Needs some hundreds of users before the first look.",
    zh: "可随时查看，区间因此更宽；首次查看前至少需要数百名用户。",
  },
  scale: "difference",
  appliesTo: (metric, control, treatment) => {
    const lead = fixedLead(metric, control, treatment);
    return lead.ok && lead.value.appliesTo(metric, control, treatment);
  },
  compare(control, treatment, options) {
    const lead = fixedLead(options.metric, control, treatment);
    if (!lead.ok) return lead;
    if (lead.value === permutationT) return inconclusive(reasons.tooSkewed);
    return confidenceSequence(lead.value, control, treatment, options);
  },
};
