/** What buy-till-you-die models know of a customer. Times are in one unit, weeks as a rule. */
export interface PurchaseHistory {
  /** Repeat purchases: days with an order after the first one. */
  readonly repeats: number;
  /** From the first purchase to the last; 0 without repeats. */
  readonly recency: number;
  /** From the first purchase to the end of the data. */
  readonly age: number;
}

/** Alike histories once, with how many customers have each: fits take a pass over them at every step. */
export function countHistories(
  histories: readonly PurchaseHistory[],
): (PurchaseHistory & { readonly customers: number })[] {
  const counted = new Map<string, { repeats: number; recency: number; age: number; customers: number }>();
  for (const { repeats, recency, age } of histories) {
    const key = `${repeats}/${recency}/${age}`;
    const found = counted.get(key);
    if (found) found.customers++;
    else counted.set(key, { repeats, recency, age, customers: 1 });
  }
  return [...counted.values()];
}
