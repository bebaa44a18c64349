import type { Localised } from "../../core/localised.ts";
import { computed, type Outcome } from "../../core/outcome.ts";
import type { Random } from "../../core/random.ts";
import { fitPurchases } from "./fit-purchases.ts";
import { expectedSpend, fitGammaGamma, type SpendHistory } from "./gamma-gamma.ts";
import { mbgNbd } from "./mbg-nbd.ts";
import type { PurchaseHistory } from "./purchase-history.ts";

export interface ExpectedLater {
  readonly model: Localised;
  /** n: purchases in the time asked for; 0 for who never bought. */
  readonly purchases: Float64Array;
  /** n: their worth; null where what people spend cannot be modelled. */
  readonly worth: Float64Array | null;
}

/** A fit's passes go over so many customers at most, drawn at random: four parameters need no more. */
const mostFitted = 20_000;

/**
 * What every customer is expected to buy in the next `time`, by MBG/NBD and Gamma–Gamma fitted to all of them: the rival that knows
 * when people bought and what they spent, and no segments. Histories without an age are people who never bought.
 */
export function expectLater(
  histories: readonly (PurchaseHistory & SpendHistory)[],
  time: number,
  random: Random,
): Outcome<ExpectedLater> {
  const bought = histories.filter(({ age }) => age > 0);
  const fitted = draw(bought, mostFitted, random);
  const rate = fitPurchases(mbgNbd, fitted);
  if (!rate.ok) return rate;
  const spend = fitGammaGamma(fitted);
  const known = new Map<string, number>();
  const purchases = Float64Array.from(histories, (history) => {
    if (!(history.age > 0)) return 0;
    const key = `${history.repeats}/${history.recency}/${history.age}`;
    const found = known.get(key) ?? mbgNbd.expectedPurchases(rate.value.parameters, history, time);
    known.set(key, found);
    return found;
  });
  const worth = spend.ok
    ? purchases.map((count, i) => {
        const history = histories[i];
        return count > 0 && history ? count * expectedSpend(spend.value.parameters, history) : 0;
      })
    : null;
  return computed({ model: mbgNbd.label, purchases, worth: worth?.every(Number.isFinite) ? worth : null });
}

function draw<T>(all: readonly T[], most: number, random: Random): readonly T[] {
  if (all.length <= most) return all;
  // Floyd's sample without replacement, 1987.
  const chosen = new Set<number>();
  for (let last = all.length - most; last < all.length; last++) {
    const at = random.int(last + 1);
    chosen.add(chosen.has(at) ? last : at);
  }
  return [...chosen].sort((a, b) => a - b).flatMap((at) => all[at] ?? []);
}
