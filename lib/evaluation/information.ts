/** How two labelings of the same n points agree, by the entropy they share. All in 0…1 but `ami`, which chance alone keeps near 0. */
export interface SharedInformation {
  /** Σ p_ij ln(p_ij / (p_i p_j)), in nats, 0…. */
  readonly mutualInformation: number;
  /** Mutual information over the mean of both entropies; grows with the number of clusters, so read it beside `ami`. */
  readonly nmi: number;
  /** (MI − E) / (mean entropy − E), E the mean under random labels of the same sizes; can fall below 0. */
  readonly ami: number;
  /** 1 where every cluster holds one class only. */
  readonly homogeneity: number;
  /** 1 where every class lies in one cluster. */
  readonly completeness: number;
  /** Harmonic mean of the two: with weights of one it equals `nmi`. */
  readonly vMeasure: number;
}

/**
 * Normalised and adjusted mutual information (Vinh, Epps & Bailey 2010, JMLR 11; arithmetic normaliser) and the V-measure
 * (Rosenberg & Hirschberg 2007). truth, labels: n each, any numbers; −1 is a label like the others. Two labelings of one
 * cluster each, or of singletons each, agree: 1. O(n + the sum over pairs of sizes) time.
 * @throws RangeError when the lengths differ.
 */
export function sharedInformation(truth: ArrayLike<number>, labels: ArrayLike<number>): SharedInformation {
  if (truth.length !== labels.length) throw new RangeError(`${truth.length} and ${labels.length} labels`);
  return informationOf(contingency(truth, labels), truth.length);
}

/** The same of labelings that are counted where they lie. counts[i][j]: how many are i in one and j in the other. */
export function sharedInformationOf(counts: readonly (readonly number[])[]): SharedInformation {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const width = Math.max(0, ...counts.map((row) => row.length));
  const rows = counts.map(sum);
  const columns = Array.from({ length: width }, (_, column) => sum(counts.map((row) => row[column] ?? 0)));
  const cells = counts.flatMap((own, row) =>
    own.flatMap((count, column) => (count > 0 ? [{ row, column, count }] : [])),
  );
  // What nobody has is no cluster.
  const table = { classes: rows.filter((n) => n > 0), clusters: columns.filter((n) => n > 0) };
  const place = (sizes: readonly number[]) => {
    let at = 0;
    return sizes.map((size) => (size > 0 ? at++ : -1));
  };
  const [rowAt, columnAt] = [place(rows), place(columns)];
  const placed = cells.map(({ row, column, count }) => ({
    row: rowAt[row] ?? 0,
    column: columnAt[column] ?? 0,
    count,
  }));
  return informationOf({ ...table, cells: placed }, sum(rows));
}

interface Contingency {
  readonly classes: readonly number[];
  readonly clusters: readonly number[];
  readonly cells: readonly { readonly row: number; readonly column: number; readonly count: number }[];
}

function informationOf({ classes, clusters, cells }: Contingency, n: number): SharedInformation {
  const truthEntropy = entropy(classes, n);
  const labelEntropy = entropy(clusters, n);
  if (isTrivial(classes.length, clusters.length, n)) {
    const same = { nmi: 1, ami: 1, homogeneity: 1, completeness: 1, vMeasure: 1 };
    return { mutualInformation: truthEntropy, ...same };
  }
  let mutual = 0;
  for (const { row, column, count } of cells) {
    mutual += (count / n) * Math.log((count * n) / ((classes[row] ?? 0) * (clusters[column] ?? 0)));
  }
  mutual = Math.max(0, mutual);
  const mean = (truthEntropy + labelEntropy) / 2;
  const homogeneity = truthEntropy === 0 ? 1 : mutual / truthEntropy;
  const completeness = labelEntropy === 0 ? 1 : mutual / labelEntropy;
  const both = homogeneity + completeness;
  const expected = expectedInformation(classes, clusters, n);
  // Singletons against anything: what chance expects is all there is, and both differences are rounding.
  const room = mean - expected;
  return {
    mutualInformation: mutual,
    nmi: mutual / mean,
    ami: Math.abs(room) < 1e-12 ? 0 : (mutual - expected) / room,
    homogeneity,
    completeness,
    vMeasure: both === 0 ? 0 : (2 * homogeneity * completeness) / both,
  };
}

function isTrivial(classes: number, clusters: number, n: number): boolean {
  return classes === clusters && (classes <= 1 || classes === n);
}

function contingency(truth: ArrayLike<number>, labels: ArrayLike<number>): Contingency {
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  const classes: number[] = [];
  const clusters: number[] = [];
  const counts = new Map<number, number>();
  const most = labels.length + 1;
  for (let i = 0; i < truth.length; i++) {
    const row = indexOf(rows, truth[i] ?? Number.NaN);
    const column = indexOf(columns, labels[i] ?? Number.NaN);
    classes[row] = (classes[row] ?? 0) + 1;
    clusters[column] = (clusters[column] ?? 0) + 1;
    const cell = row * most + column;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const cells = [...counts].map(([cell, count]) => ({ row: Math.floor(cell / most), column: cell % most, count }));
  return { classes, clusters, cells };
}

function indexOf(indices: Map<number, number>, label: number): number {
  const known = indices.get(label);
  if (known !== undefined) return known;
  indices.set(label, indices.size);
  return indices.size - 1;
}

function entropy(sizes: readonly number[], n: number): number {
  return sizes.reduce((sum, size) => sum - (size / n) * Math.log(size / n), 0);
}

/**
 * Mean mutual information of two random labelings of these sizes (hypergeometric model; Vinh et al. 2010, eq. 24a).
 * Equal pairs of sizes are summed once.
 */
function expectedInformation(classes: readonly number[], clusters: readonly number[], n: number): number {
  const logFactorial = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) logFactorial[i] = (logFactorial[i - 1] ?? 0) + Math.log(i);
  const log = (i: number) => logFactorial[i] ?? 0;
  let sum = 0;
  for (const [a, rows] of sizesOf(classes)) {
    for (const [b, columns] of sizesOf(clusters)) {
      const fixed = log(a) + log(b) + log(n - a) + log(n - b) - log(n);
      let pair = 0;
      for (let shared = Math.max(1, a + b - n); shared <= Math.min(a, b); shared++) {
        const ways = fixed - log(shared) - log(a - shared) - log(b - shared) - log(n - a - b + shared);
        pair += (shared / n) * Math.log((n * shared) / (a * b)) * Math.exp(ways);
      }
      sum += rows * columns * pair;
    }
  }
  return sum;
}

function sizesOf(sizes: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  return counts;
}
