export interface MonthOfOrders {
  /** 2011-03 */
  readonly month: string;
  readonly orders: number;
  /** null where the data hold no money. */
  readonly revenue: number | null;
}

/**
 * Every month from the first day of the data to the last, months without orders as 0; `isPart` where the data begin or
 * end within it, so that a short month is not read as a fall. Days are ISO dates.
 */
export function fillMonths(known: readonly MonthOfOrders[], from: string, to: string) {
  const byMonth = new Map(known.map((one) => [one.month, one]));
  const hasMoney = known.some(({ revenue }) => revenue !== null);
  const months: (MonthOfOrders & { readonly isPart: boolean })[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthAfter(month)) {
    const isPart = from > `${month}-01` || to < lastDayOf(month);
    months.push({ ...(byMonth.get(month) ?? { month, orders: 0, revenue: hasMoney ? 0 : null }), isPart });
  }
  return months;
}

function monthAfter(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 7);
}

function lastDayOf(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
}
