import { addLogs } from "./bg-nbd.ts";
import { logHypergeometricNext } from "./hypergeometric.ts";
import { logGamma } from "./log-gamma.ts";
import type { PurchaseHistory } from "./purchase-history.ts";
import type { PurchaseModel } from "./purchase-model.ts";

/**
 * Pareto/NBD (Schmittlein, Morrison & Colombo 1987, doi:10.1287/mnsc.33.1.1; formulas as in Fader & Hardie 2005, "A note on deriving
 * the Pareto/NBD model"): may stop at any time. Parameters r, α (rate), s, β (stopping).
 */
export const paretoNbd: PurchaseModel = {
  id: "pareto-nbd",
  label: { en: "Pareto/NBD", zh: "Pareto/NBD 模型" },
  parameters: ["r", "alpha", "s", "beta"],
  logLikelihood(parameters, history) {
    const [r = 0, alpha = 0, s = 0, beta = 0] = parameters;
    const { repeats: x, age } = history;
    const rate = logGamma(r + x) - logGamma(r) + r * Math.log(alpha) + s * Math.log(beta);
    const stays = -(r + x) * Math.log(alpha + age) - s * Math.log(beta + age);
    return rate + addLogs(stays, Math.log(s / (r + s + x)) + logStopped(parameters, history));
  },
  probabilityAlive(parameters, history) {
    const [r = 0, alpha = 0, s = 0, beta = 0] = parameters;
    const { repeats: x, age } = history;
    const odds = Math.log(s / (r + s + x)) + (r + x) * Math.log(alpha + age) + s * Math.log(beta + age);
    return 1 / (1 + Math.exp(odds + logStopped(parameters, history)));
  },
  expectedPurchases(parameters, history, time) {
    const [r = 0, alpha = 0, , beta = 0] = parameters;
    const { repeats: x, age } = history;
    const rate = ((r + x) * (beta + age)) / (alpha + age);
    return rate * lasting(parameters, beta + age, time) * paretoNbd.probabilityAlive(parameters, history);
  },
  expectedFromStart(parameters, time) {
    const [r = 0, alpha = 0, , beta = 0] = parameters;
    return ((r * beta) / alpha) * lasting(parameters, beta, time);
  },
};

/** (1 − (b/(b + t))^(s−1))/(s − 1), at s = 1 its limit ln((b + t)/b). */
function lasting([, , s = 0]: readonly number[], b: number, time: number): number {
  const ratio = Math.log(b / (b + time));
  return Math.abs(s - 1) < 1e-9 ? -ratio : -Math.expm1((s - 1) * ratio) / (s - 1);
}

/** ln A₀: of having stopped at some time after the last purchase. */
function logStopped([r = 0, alpha = 0, s = 0, beta = 0]: readonly number[], history: PurchaseHistory): number {
  const { repeats: x, recency, age } = history;
  const total = r + s + x;
  const [larger, second] = alpha >= beta ? [alpha, s + 1] : [beta, r + x];
  const difference = Math.abs(alpha - beta);
  const log = (time: number) =>
    logHypergeometricNext(total, second, difference / (larger + time)) - total * Math.log(larger + time);
  const [last, now] = [log(recency), log(age)];
  return last + Math.log(-Math.expm1(Math.min(0, now - last)));
}
