import { hypergeometric } from "./hypergeometric.ts";
import { logBeta, logGamma } from "./log-gamma.ts";
import type { PurchaseModel } from "./purchase-model.ts";

/**
 * BG/NBD (Fader, Hardie & Lee 2005, doi:10.1287/mksc.1040.0098): stops with a probability after each repeat purchase, so nobody
 * without one can have stopped: P(alive) = 1 there. Parameters r, α (rate), a, b (stopping). a = 1 is taken as its limit.
 */
export const bgNbd: PurchaseModel = {
  id: "bg-nbd",
  label: { en: "BG/NBD", zh: "BG/NBD 模型" },
  parameters: ["r", "alpha", "a", "b"],
  logLikelihood([r = 0, alpha = 0, a = 0, b = 0], { repeats: x, recency, age }) {
    const rate = logGamma(r + x) - logGamma(r) + r * Math.log(alpha);
    const stays = logBeta(a, b + x) - logBeta(a, b) - (r + x) * Math.log(alpha + age);
    if (x === 0) return rate + stays;
    const stops = logBeta(a + 1, b + x - 1) - logBeta(a, b) - (r + x) * Math.log(alpha + recency);
    return rate + addLogs(stays, stops);
  },
  probabilityAlive([r = 0, alpha = 0, a = 0, b = 0], { repeats: x, recency, age }) {
    if (x === 0) return 1;
    return 1 / (1 + (a / (b + x - 1)) * ((alpha + age) / (alpha + recency)) ** (r + x));
  },
  expectedPurchases(parameters, history, time) {
    const [r = 0, alpha = 0, a = 0, b = 0] = parameters;
    const { repeats: x, age } = history;
    const z = time / (alpha + age + time);
    const lead = (a + b + x - 1) / awayFromOne(a);
    const kept = ((alpha + age) / (alpha + age + time)) ** (r + x);
    const lasting = lead * (1 - kept * hypergeometric(r + x, b + x, awayFromOne(a) + b + x, z));
    return lasting * bgNbd.probabilityAlive(parameters, history);
  },
  expectedFromStart([r = 0, alpha = 0, a = 0, b = 0], time) {
    const z = time / (alpha + time);
    const kept = (alpha / (alpha + time)) ** r;
    return ((a + b - 1) / awayFromOne(a)) * (1 - kept * hypergeometric(r, b, awayFromOne(a) + b, z));
  },
};

/** P(X(t) = n): a new customer's chance of n repeat purchases in `time`, with BG/NBD's parameters. */
export function bgNbdProbability(parameters: readonly number[], n: number, time: number): number {
  const [r = 0, alpha = 0, a = 0, b = 0] = parameters;
  const bought = Math.log(time / (alpha + time));
  const waited = r * Math.log(alpha / (alpha + time));
  const chance = (count: number) =>
    Math.exp(logGamma(r + count) - logGamma(r) - logGamma(count + 1) + waited + count * bought);
  const alive = Math.exp(logBeta(a, b + n) - logBeta(a, b)) * chance(n);
  if (n === 0) return alive;
  let fewer = 0;
  for (let count = 0; count < n; count++) fewer += chance(count);
  return alive + Math.exp(logBeta(a + 1, b + n - 1) - logBeta(a, b)) * (1 - fewer);
}

/** a − 1, kept off the removable hole at 0. */
export function awayFromOne(a: number): number {
  return Math.abs(a - 1) < 1e-7 ? 1e-7 : a - 1;
}

/** ln(eᵃ + eᵇ) */
export function addLogs(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}
