/** Truth in rows, prediction in columns; classes 0…k−1. */
export type Confusion = readonly (readonly number[])[];

export interface ClassMetrics {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface LabelMetrics {
  readonly confusion: Confusion;
  readonly accuracy: number;
  /** Mean recall over the classes that occur in the truth. */
  readonly balancedAccuracy: number;
  /** Agreement beyond chance, Cohen 1960; 0 where chance explains all, or one class is all there is. */
  readonly kappa: number;
  /** Matthews' correlation for k classes (Gorodkin 2004); 0 where it is not defined. */
  readonly matthews: number;
  readonly perClass: readonly (ClassMetrics & { readonly support: number })[];
  readonly macro: ClassMetrics;
  readonly micro: ClassMetrics;
  /** Weighted by how often a class is the truth. */
  readonly weighted: ClassMetrics;
}

/**
 * What can be said of predicted classes. A precision or recall with nothing below the line counts as 0, as scikit-learn's
 * `zero_division=0`. truth, predicted: n classes 0…classes−1; shares lie in 0…1, kappa and matthews in −1…1.
 * @throws RangeError where the lengths differ or there is nothing to judge
 */
export function labelMetrics(truth: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): LabelMetrics {
  const n = truth.length;
  if (n !== predicted.length || n === 0) throw new RangeError(`${n} and ${predicted.length} labels`);
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < n; i++) {
    const row = confusion[truth[i] ?? -1];
    const column = predicted[i] ?? -1;
    if (!row || row[column] === undefined) throw new RangeError(`row ${i + 1} has a class beyond ${classes}`);
    row[column]++;
  }
  const support = confusion.map(sum);
  const claimed = support.map((_, j) => sum(confusion.map((row) => row[j] ?? 0)));
  const hits = confusion.map((row, j) => row[j] ?? 0);
  const perClass = hits.map((hit, j) => ({
    ...scores(ratio(hit, claimed[j] ?? 0), ratio(hit, support[j] ?? 0)),
    support: support[j] ?? 0,
  }));
  const accuracy = sum(hits) / n;
  const occurring = perClass.filter((one) => one.support > 0);
  return {
    ...{ confusion, accuracy, perClass },
    balancedAccuracy: sum(occurring.map(({ recall }) => recall)) / occurring.length,
    kappa: ratio(accuracy - chance(support, claimed, n), 1 - chance(support, claimed, n)),
    matthews: matthewsOf(support, claimed, sum(hits), n),
    macro: averaged(perClass, () => 1 / classes),
    micro: { precision: accuracy, recall: accuracy, f1: accuracy },
    weighted: averaged(perClass, (one) => one.support / n),
  };
}

function scores(precision: number, recall: number): ClassMetrics {
  return { precision, recall, f1: ratio(2 * precision * recall, precision + recall) };
}

function averaged<T extends ClassMetrics>(perClass: readonly T[], weight: (one: T) => number): ClassMetrics {
  const mean = (key: keyof ClassMetrics) => sum(perClass.map((one) => weight(one) * one[key]));
  return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") };
}

/** Agreement of two judges who know only how often each class occurs. */
function chance(support: readonly number[], claimed: readonly number[], n: number): number {
  return sum(support.map((count, j) => (count / n) * ((claimed[j] ?? 0) / n)));
}

function matthewsOf(support: readonly number[], claimed: readonly number[], hits: number, n: number): number {
  const both = sum(support.map((count, j) => count * (claimed[j] ?? 0)));
  const truths = n * n - sum(support.map((count) => count * count));
  const claims = n * n - sum(claimed.map((count) => count * count));
  return ratio(hits * n - both, Math.sqrt(truths * claims));
}

function ratio(above: number, below: number): number {
  return below === 0 ? 0 : above / below;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
