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

export type Part = "train" | "validation" | "test";

export interface SplitShares {
  readonly validation: number;
  readonly test: number;
}

/** By time: the newest rows are the test, those before them the validation. times: n, any unit, ties by row. */
export function splitByTime(times: ArrayLike<number>, { validation, test }: SplitShares): Part[] {
  const order = Array.from({ length: times.length }, (_, row) => row);
  order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
  const lastTrain = Math.round(order.length * (1 - validation - test));
  const lastValidation = Math.round(order.length * (1 - test));
  const parts = new Array<Part>(order.length).fill("train");
  for (const [place, row] of order.entries()) {
    if (place >= lastValidation) parts[row] = "test";
    else if (place >= lastTrain) parts[row] = "validation";
  }
  return parts;
}

/** At random, each class split alike. labels: n classes; −1 is left to the training rows. */
export function splitStratified(labels: ArrayLike<number>, { validation, test }: SplitShares, random: Random): Part[] {
  const parts = new Array<Part>(labels.length).fill("train");
  const rows = Map.groupBy(
    Array.from({ length: labels.length }, (_, row) => row),
    (row) => labels[row] ?? -1,
  );
  for (const label of [...rows.keys()].filter((one) => one >= 0).sort((a, b) => a - b)) {
    const mixed = shuffled(rows.get(label) ?? [], random);
    const tests = Math.round(mixed.length * test);
    const validations = Math.round(mixed.length * validation);
    for (const [place, row] of mixed.entries()) {
      if (place < tests) parts[row] = "test";
      else if (place < tests + validations) parts[row] = "validation";
    }
  }
  return parts;
}
