import type { CheckReport } from "../report-schema.ts";
import type { Check, CheckInput } from "./check.ts";
import { covariateBalance } from "./covariate-balance.ts";
import { everyoneAssigned } from "./everyone-assigned.ts";
import { fewCarriers } from "./few-carriers.ts";
import { influentialUser } from "./influential-user.ts";
import { missingValues } from "./missing-values.ts";
import { novelty } from "./novelty.ts";
import { sampleRatioMismatch } from "./sample-ratio-mismatch.ts";
import { severalArms } from "./several-arms.ts";
import { tooShort } from "./too-short.ts";
import { unplannedLook } from "./unplanned-look.ts";

/** The weightiest first: reports and caveats keep this order. */
export const checks: readonly Check[] = [
  sampleRatioMismatch,
  severalArms,
  unplannedLook,
  everyoneAssigned,
  influentialUser,
  missingValues,
  fewCarriers,
  covariateBalance,
  tooShort,
  novelty,
];

/** What must hold, or be said, before a verdict; checks that have nothing to check are left out. */
export function runChecks(input: CheckInput): CheckReport[] {
  return checks.flatMap(({ id, label, blocks, run }) => {
    const found = run(input);
    return found === null ? [] : [{ id, label, blocks, ...found }];
  });
}
