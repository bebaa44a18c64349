import type { ExperimentConfig, MetricRole } from "../config-schema.ts";
import { corrections } from "./index.ts";

interface Tested {
  readonly role: MetricRole;
  /** null: inconclusive, and no part of a family. */
  readonly pValue: number | null;
}

/** What a comparison's p value became, and how many were corrected together. */
export interface Corrected {
  readonly pValue: number | null;
  readonly family: number;
}

/** Adjusts p values within their families: all comparisons, or those of each role. In the given order. */
export function correctFamilies(
  tested: readonly Tested[],
  { corrections: id, family }: Pick<ExperimentConfig, "corrections" | "family">,
): Corrected[] {
  const correction = corrections.find((one) => one.id === id);
  if (correction === undefined) return tested.map(({ pValue }) => ({ pValue, family: 1 }));
  const corrected: Corrected[] = tested.map(() => ({ pValue: null, family: 0 }));
  for (const role of family === "all" ? [null] : [...new Set(tested.map((one) => one.role))]) {
    const members = tested.flatMap(({ role: own, pValue }, place) =>
      pValue !== null && (role === null || own === role) ? [{ place, pValue }] : [],
    );
    const adjusted = correction.adjust(members.map(({ pValue }) => pValue));
    members.forEach(({ place }, at) => {
      corrected[place] = { pValue: adjusted[at] ?? null, family: members.length };
    });
  }
  return corrected;
}
