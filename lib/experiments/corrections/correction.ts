import type { Localised } from "../../core/localised.ts";

/** An entry of the registry: p values of one family of comparisons, adjusted for their number. */
export interface Correction {
  readonly id: string;
  readonly label: Localised;
  /** What it keeps below alpha. */
  readonly help: Localised;
  /** In the given order; p values in 0…1. Adjusted ones are no smaller, at most 1, and in the same order of size. */
  adjust(pValues: readonly number[]): number[];
}

/** Places of p values from the smallest up; equal ones in the given order. */
export function ascending(pValues: readonly number[]): number[] {
  return pValues.map((_, place) => place).sort((i, j) => (pValues[i] ?? 0) - (pValues[j] ?? 0) || i - j);
}
