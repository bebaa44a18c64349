import { adjustedBy, appliesWithCovariate } from "./adjusted-difference.ts";
import { thetaJoint } from "./covariate-slope.ts";
import type { Statistic } from "./statistic.ts";

/** CUPED with θ = cov/var over both arms together, as GrowthBook does. */
export const cupedJoint: Statistic = {
  id: "cuped-joint",
  label: { en: "CUPED, slope over all users", zh: "CUPED（全体用户斜率）" },
  help: {
    en: "The slope over all users together; for comparison with other tools.",
    zh: "斜率取全体用户估计；用于与其他工具对照。",
  },
  scale: "difference",
  appliesTo: appliesWithCovariate,
  compare: adjustedBy(thetaJoint),
};
