import { adjustedRandIndex } from "../agreement.ts";
import { sharedInformation } from "../information.ts";
import type { MatchSummary } from "./schema.ts";

/**
 * Segments against known classes: a table of counts, and how far both make the same groups (ARI, AMI, V-measure). Users in no segment are a
 * group like the others, as the field has it. segments: n, 0…k−1, −1 = none; codes: n, 0…classes−1, −1 = unknown, left out.
 */
export function matchLabels(
  segments: Int32Array,
  codes: Int32Array,
  classes: readonly string[],
  k: number,
): Omit<MatchSummary, "column"> {
  const known = [...codes.keys()].filter((row) => (codes[row] ?? -1) >= 0);
  const own = Int32Array.from(known, (row) => segments[row] ?? -1);
  const truth = Int32Array.from(known, (row) => codes[row] ?? -1);
  const hasNoise = own.includes(-1);
  const table = Array.from({ length: k + Number(hasNoise) }, () => classes.map(() => 0));
  for (const [at, code] of truth.entries()) {
    const segment = own[at] ?? -1;
    const row = table[segment < 0 ? k : segment];
    if (row) row[code] = (row[code] ?? 0) + 1;
  }
  return {
    users: known.length,
    classes,
    table,
    hasNoise,
    agreement: classes.length < 2 ? null : agreementOf(truth, own),
  };
}

function agreementOf(truth: Int32Array, own: Int32Array): NonNullable<MatchSummary["agreement"]> {
  const { ami, homogeneity, completeness, vMeasure } = sharedInformation(truth, own);
  return { ari: adjustedRandIndex(truth, own), ami, homogeneity, completeness, vMeasure };
}
