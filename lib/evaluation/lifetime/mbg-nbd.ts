import { addLogs, awayFromOne } from "./bg-nbd.ts";
import { hypergeometric } from "./hypergeometric.ts";
import { logBeta, logGamma } from "./log-gamma.ts";
import type { PurchaseModel } from "./purchase-model.ts";

/**
 * MBG/NBD (Batislam, Denizel & Filiztekin 2007, doi:10.1016/j.ijresmar.2006.12.005): BG/NBD whose customers may stop right after
 * the first purchase, too, so that P(alive) without repeats is below 1. Parameters r, α (rate), a, b (stopping).
 */
export const mbgNbd: PurchaseModel = {
  id: "mbg-nbd",
  label: { en: "MBG/NBD", zh: "MBG/NBD 模型" },
  parameters: ["r", "alpha", "a", "b"],
  logLikelihood([r = 0, alpha = 0, a = 0, b = 0], { repeats: x, recency, age }) {
    const rate = logGamma(r + x) - logGamma(r) + r * Math.log(alpha);
    const stays = logBeta(a, b + x + 1) - logBeta(a, b) - (r + x) * Math.log(alpha + age);
    const stops = logBeta(a + 1, b + x) - logBeta(a, b) - (r + x) * Math.log(alpha + recency);
    return rate + addLogs(stays, stops);
  },
  probabilityAlive([r = 0, alpha = 0, a = 0, b = 0], { repeats: x, recency, age }) {
    return 1 / (1 + (a / (b + x)) * ((alpha + age) / (alpha + recency)) ** (r + x));
  },
  expectedPurchases(parameters, history, time) {
    const [r = 0, alpha = 0, a = 0, b = 0] = parameters;
    const { repeats: x, age } = history;
    const z = time / (alpha + age + time);
    const kept = ((alpha + age) / (alpha + age + time)) ** (r + x);
    const lead = (a + b + x) / awayFromOne(a);
    const lasting = lead * (1 - kept * hypergeometric(r + x, b + x + 1, awayFromOne(a) + 1 + b + x, z));
    return lasting * mbgNbd.probabilityAlive(parameters, history);
  },
  expectedFromStart([r = 0, alpha = 0, a = 0, b = 0], time) {
    const z = time / (alpha + time);
    const kept = (alpha / (alpha + time)) ** r;
    return (b / awayFromOne(a)) * (1 - kept * hypergeometric(r, b + 1, awayFromOne(a) + 1 + b, z));
  },
};
