import { CladeError } from "../core/errors.ts";

/** By metric, variant and segment: a report of more is read by nobody, and takes minutes and hundreds of megabytes to make. */
export const mostComparisons = 10_000;

/** arms: the control among them. @throws TOO_MANY_COMPARISONS, before any of them is made */
export function refuseComparisons(counts: {
  readonly metrics: number;
  readonly arms: number;
  readonly segments: number;
}): void {
  const { metrics, arms, segments } = counts;
  const variants = arms - 1;
  const count = metrics * variants * Math.max(1, segments);
  if (count > mostComparisons)
    throw new CladeError("TOO_MANY_COMPARISONS", { metrics, variants, segments, count, limit: mostComparisons });
}
