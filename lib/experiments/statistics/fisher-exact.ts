import { computed } from "../../core/outcome.ts";
import { deviance, stirlingError } from "../distributions/stirling.ts";
import { newcombe } from "./newcombe.ts";
import type { Statistic } from "./statistic.ts";
import { type TwoByTwo, withTable } from "./two-by-two.ts";

/** Probabilities that rounding makes unlike are alike within this. */
const SAME = 1 + 1e-7;

/** Fisher's exact test, beside Newcombe's interval: it never rejects too often, and often too seldom. */
export const fisherExact: Statistic = {
  id: "fisher-exact",
  label: { en: "Difference of shares (Fisher’s exact p value)", zh: "比例差（Fisher 精确检验）" },
  help: {
    en: "Exact given how many had the event in all; cautious where counts are small.",
    zh: "在给定总发生数下精确；人数较少时偏保守。",
  },
  scale: "difference",
  appliesTo: ({ type }) => type === "proportion",
  compare: (control, treatment, options) =>
    withTable(control.statistics, treatment.statistics, (table) => {
      const interval = newcombe.compare(control, treatment, options);
      if (!interval.ok) return interval;
      const { alternative, metric } = options;
      const tail = alternative === "two-sided" ? "both" : metric.direction === "up" ? "above" : "below";
      return computed({ ...interval.value, pValue: exactPValue(table, tail) });
    }),
};

/**
 * Sum of the hypergeometric probabilities of all tables with these margins that are no likelier than this one; or of those with as
 * many successes of the treatment or more (above), or fewer (below). O(smaller margin).
 */
function exactPValue({ control, treatment }: TwoByTwo, tail: "both" | "above" | "below"): number {
  const successes = control.successes + treatment.successes;
  const lowest = Math.max(0, successes - control.n);
  const highest = Math.min(successes, treatment.n);
  const observed = treatment.successes;
  /** Ratio of the probability of x + 1 successes to that of x. */
  const ratio = (x: number) => ((treatment.n - x) * (successes - x)) / ((x + 1) * (control.n - successes + x + 1));
  let [atLeast, atMost, asRare] = [1, 1, 1];
  for (let x = observed, share = 1; x < highest && share > 0; x++) {
    share *= ratio(x);
    atLeast += share;
    if (share <= SAME) asRare += share;
  }
  for (let x = observed, share = 1; x > lowest && share > 0; x--) {
    share /= ratio(x - 1);
    atMost += share;
    if (share <= SAME) asRare += share;
  }
  const sum = tail === "both" ? asRare : tail === "above" ? atLeast : atMost;
  return Math.min(1, sum * hypergeometric(observed, treatment.n, control.n, successes));
}

/** Probability of x successes among `drawn` of drawn + others users, `successes` of whom succeed in all (Loader 2000). */
function hypergeometric(x: number, drawn: number, others: number, successes: number): number {
  const share = successes / (drawn + others);
  return (
    (binomial(x, drawn, share) * binomial(successes - x, others, share)) / binomial(successes, drawn + others, share)
  );
}

function binomial(x: number, n: number, p: number): number {
  if (x === 0) return Math.exp(n * Math.log1p(-p));
  if (x === n) return p ** n;
  const excess = n * p - x;
  const exponent =
    x * deviance(excess / x, (n * p) / x) + (n - x) * deviance(-excess / (n - x), (n * (1 - p)) / (n - x));
  const error = stirlingError(n) - stirlingError(x) - stirlingError(n - x);
  return Math.sqrt(n / (2 * Math.PI * x * (n - x))) * Math.exp(error - exponent);
}
