import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import { minimiseSimplex } from "./minimise-simplex.ts";
import { countHistories, type PurchaseHistory } from "./purchase-history.ts";
import type { PurchaseModel } from "./purchase-model.ts";

export interface FittedPurchases {
  /** Of the model, in its order. */
  readonly parameters: readonly number[];
  readonly logLikelihood: number;
}

/** Fewer repeat purchases in all tell no rate from another. */
const fewestRepeats = 30;

/** Logarithms of parameters beyond which customers hardly differ in rate, or in stopping: the likelihood only creeps on there. */
const farthest = 10;

/**
 * A model's parameters by maximum likelihood over all customers, on their logarithms. The surface is flat: parameters of
 * other programs may differ where likelihoods agree to the third decimal.
 */
export function fitPurchases(model: PurchaseModel, histories: readonly PurchaseHistory[]): Outcome<FittedPurchases> {
  const repeats = histories.reduce((sum, history) => sum + history.repeats, 0);
  if (repeats < fewestRepeats)
    return inconclusive({
      en: `Customers bought again ${repeats} times in all; ${fewestRepeats} are needed to learn how they buy.`,
      zh: `全部客户只复购了 ${repeats} 次，至少需要 ${fewestRepeats} 次才能学习购买规律。`,
    });
  const counted = countHistories(histories);
  const time = histories.reduce((sum, { age }) => sum + age, 0) / histories.length;
  // Time is measured by its mean, so that a start of ones suits every unit.
  const scaled = counted.map((one) => ({ ...one, recency: one.recency / time, age: one.age / time }));
  const cost = (logs: readonly number[]) => {
    if (logs.some((log) => Math.abs(log) > farthest)) return Number.POSITIVE_INFINITY;
    const parameters = logs.map(Math.exp);
    return -scaled.reduce((sum, one) => sum + one.customers * model.logLikelihood(parameters, one), 0);
  };
  const best = minimiseSimplex(cost, [-0.5, -1, 0, 0], { tolerance: 1e-6 });
  const isScale = (name: string) => name === "alpha" || name === "beta";
  const parameters = best.at.map((log, i) => Math.exp(log) * (isScale(model.parameters[i] ?? "") ? time : 1));
  return computed({ parameters, logLikelihood: -best.value - repeats * Math.log(time) });
}
