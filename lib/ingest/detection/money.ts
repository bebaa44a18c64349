import type { RoleCandidate } from "./candidates.ts";

/** Whether a column says the same on every line of an order; undefined where fewer than three orders have two lines. */
export function repeatsInOrders(orders: readonly string[], cells: readonly string[]): boolean | undefined {
  const first = new Map<string, string>();
  const repeated = new Map<string, boolean>();
  for (const [row, order] of orders.entries()) {
    const cell = cells[row] ?? "";
    const known = first.get(order);
    if (known === undefined) first.set(order, cell);
    else repeated.set(order, (repeated.get(order) ?? true) && known === cell);
  }
  if (repeated.size < 3) return undefined;
  const same = [...repeated.values()].filter(Boolean).length;
  return same >= repeated.size * 0.95;
}

/** Money that repeats within orders is their total, whatever its name says, and money that does not is the line's. */
export function settleMoney(candidates: readonly RoleCandidate[], repeats: boolean | undefined): RoleCandidate[] {
  const money = candidates.filter(({ role }) => role === "amount" || role === "order-total");
  if (repeats === undefined || money.length === 0) return [...candidates];
  const role = repeats ? "order-total" : "amount";
  const score = Math.max(...money.map((candidate) => candidate.score));
  const reason = repeats
    ? {
        en: "Its name says money, and every line of an order repeats it.",
        zh: "列名表明是金额，且同一订单的各行相同。",
      }
    : {
        en: "Its name says money, and it differs between the lines of an order.",
        zh: "列名表明是金额，且同一订单的各行不同。",
      };
  return [{ role, score, reason }, ...candidates.filter((candidate) => !money.includes(candidate))];
}
