import type { UpliftLearner } from "./learner.ts";
import { segmentMean } from "./segment-mean.ts";
import { transformedOutcome } from "./transformed-outcome.ts";
import { twoModelLinear, twoModelTrees } from "./two-models.ts";

export const upliftLearners: readonly UpliftLearner[] = [
  twoModelTrees,
  twoModelLinear,
  transformedOutcome,
  segmentMean,
];
