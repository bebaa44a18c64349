import { bic } from "./bic.ts";
import { gap } from "./gap.ts";
import { predictionStrengths } from "./prediction-strength.ts";

/** Judges of the number of segments beyond the indices of a fit (metrics/index.ts); a new one is a file and a line here. */
export const judges = [gap, predictionStrengths, bic] as const;
