import type { Random } from "../../core/random.ts";

/**
 * Fold (0…folds − 1) of every row, at random, each class spread evenly: counts of a class differ by at most one between
 * folds. Each class goes on dealing where the one before it stopped, so that whole folds differ little as well.
 * labels: n classes 0…k−1; −1 (no label) gets −1.
 * @throws RangeError with fewer than two folds
 */
export function stratifiedFolds(labels: ArrayLike<number>, folds: number, random: Random): Int32Array {
  if (folds < 2) throw new RangeError(`${folds} folds`);
  const found = new Int32Array(labels.length).fill(-1);
  const rows = Map.groupBy(
    Array.from({ length: labels.length }, (_, row) => row),
    (row) => labels[row] ?? -1,
  );
  let next = 0;
  for (const label of [...rows.keys()].filter((one) => one >= 0).sort((a, b) => a - b)) {
    for (const row of shuffled(rows.get(label) ?? [], random)) found[row] = next++ % folds;
  }
  return found;
}

/** Fisher–Yates. */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const mixed = [...values];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    const [a, b] = [mixed[i], mixed[j]];
    if (a === undefined || b === undefined) continue;
    mixed[i] = b;
    mixed[j] = a;
  }
  return mixed;
}
