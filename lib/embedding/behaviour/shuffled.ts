import type { Random } from "../../core/random.ts";

/** The numbers in random order (Fisher–Yates). */
export function shuffled(numbers: Iterable<number>, random: Random): number[] {
  const order = [...numbers];
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}
