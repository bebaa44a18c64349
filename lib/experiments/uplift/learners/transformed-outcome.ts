import { fitBoostedMean } from "../boosted-mean.ts";
import type { UpliftLearner } from "./learner.ts";

/**
 * One model of the transformed outcome z = (y − ȳ)(t − p)/(p(1 − p)), whose mean given x is the uplift itself where treatment is
 * by chance with share p (Jaśkowski & Jaroszewicz 2012; Athey & Imbens 2016, doi:10.1073/pnas.1510489113). Taking ȳ off leaves
 * that mean as it is and takes out noise.
 */
export const transformedOutcome: UpliftLearner = {
  id: "transformed-outcome",
  label: { en: "Transformed outcome", zh: "结果变换法" },
  help: {
    en: "Learns the difference itself from outcomes that are weighted by the chance of treatment.",
    zh: "按触达概率对结果加权变换，直接学习差值。",
  },
  learnsFrom: "features",
  fit({ x, treated, outcome }) {
    const n = outcome.length;
    const share = treated.reduce((sum, one) => sum + one, 0) / n;
    const mean = outcome.reduce((sum, value) => sum + value, 0) / n;
    const z = outcome.map((value, user) => ((value - mean) * ((treated[user] ?? 0) - share)) / (share * (1 - share)));
    const predict = fitBoostedMean(x, z);
    return (users) => predict(users.x);
  },
};
