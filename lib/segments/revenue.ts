/**
 * Each segment's share of the revenue of segments 0…k−1 (n amounts, NaN counts as none); null where nobody has an amount
 * or the total is not above 0. Summed in whole cents, so that the order of users changes nothing.
 */
export function shareRevenue(revenue: Float64Array, labels: Int32Array, k: number): number[] | null {
  const cents = new Array<number>(k).fill(0);
  let known = 0;
  for (let row = 0; row < revenue.length; row++) {
    const amount = revenue[row] ?? Number.NaN;
    const label = labels[row] ?? -1;
    if (Number.isNaN(amount) || label < 0 || label >= k) continue;
    known++;
    cents[label] = (cents[label] ?? 0) + Math.round(amount * 100);
  }
  const total = cents.reduce((sum, amount) => sum + amount, 0);
  return known > 0 && total > 0 ? cents.map((amount) => amount / total) : null;
}
