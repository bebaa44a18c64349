import type { ArmStatistics, Variable } from "../arm-statistics.ts";

/**
 * Sufficient statistics of many cells (arm × segment, arm × day) at once, user after user: Welford's update of means and
 * comoments (1962), the third central moment by Pébay (2008, SAND2008-6212). Numbers stay centred, so that an offset of 1e9
 * loses no digits, and one order of users gives the same bits on every machine. O(variables²) a user.
 */
export class CellMoments {
  private readonly variables: readonly Variable[];
  private readonly n: Float64Array;
  /** cell × variable, on the way: what the next distance is taken from. */
  private readonly means: Float64Array;
  /** cell × variable, and what rounding took from them: Kahan's sums (1965), so that 24.5 is 24.5. */
  private readonly sums: Float64Array;
  private readonly lost: Float64Array;
  /** cell × variable × variable, lower triangle */
  private readonly comoments: Float64Array;
  private readonly thirds: Float64Array;
  private readonly minima: Float64Array;
  private readonly maxima: Float64Array;
  private readonly nonZeros: Float64Array;
  private readonly deltas: Float64Array;

  /** `variables`: the value first. */
  constructor(cells: number, variables: readonly Variable[]) {
    const v = variables.length;
    this.variables = variables;
    this.n = new Float64Array(cells);
    this.means = new Float64Array(cells * v);
    this.sums = new Float64Array(cells * v);
    this.lost = new Float64Array(cells * v);
    this.comoments = new Float64Array(cells * v * v);
    this.thirds = new Float64Array(cells);
    this.minima = new Float64Array(cells).fill(Number.POSITIVE_INFINITY);
    this.maxima = new Float64Array(cells).fill(Number.NEGATIVE_INFINITY);
    this.nonZeros = new Float64Array(cells);
    this.deltas = new Float64Array(v);
  }

  /** Takes in `count` users. `cells`: the cell of each, −1 for none. `columns`: a finite number each, by variable. */
  add(cells: ArrayLike<number>, columns: readonly ArrayLike<number>[], count: number): void {
    const { n, means, sums, lost, comoments, thirds, minima, maxima, nonZeros, deltas } = this;
    const v = deltas.length;
    const [values = []] = columns;
    for (let user = 0; user < count; user++) {
      const cell = cells[user] ?? -1;
      if (cell < 0) continue;
      const value = values[user] ?? Number.NaN;
      const before = n[cell] ?? 0;
      const now = before + 1;
      n[cell] = now;
      if (value < (minima[cell] ?? 0)) minima[cell] = value;
      if (value > (maxima[cell] ?? 0)) maxima[cell] = value;
      if (value !== 0) nonZeros[cell] = (nonZeros[cell] ?? 0) + 1;
      const delta = value - (means[cell * v] ?? 0);
      const step = delta / now;
      const square = delta * step * before;
      thirds[cell] = (thirds[cell] ?? 0) + square * step * (now - 2) - 3 * step * (comoments[cell * v * v] ?? 0);
      for (let i = 0; i < v; i++) {
        const at = cell * v + i;
        const number = columns[i]?.[user] ?? Number.NaN;
        const added = number - (lost[at] ?? 0);
        const sum = (sums[at] ?? 0) + added;
        lost[at] = sum - (sums[at] ?? 0) - added;
        sums[at] = sum;
        const distance = number - (means[at] ?? 0);
        deltas[i] = distance;
        means[at] = (means[at] ?? 0) + distance / now;
        // n·(n−1)⁻¹ of the products of distances from the means before: symmetric, and ≥ 0 on the diagonal.
        for (let j = 0; j <= i; j++) {
          const place = (cell * v + i) * v + j;
          comoments[place] = (comoments[place] ?? 0) + (distance * (deltas[j] ?? 0) * before) / now;
        }
      }
    }
  }

  /** Statistics of the users of a cell. */
  read(cell: number): ArmStatistics {
    const v = this.variables.length;
    const n = this.n[cell] ?? 0;
    const comoment = (i: number, j: number) => this.comoments[(cell * v + Math.max(i, j)) * v + Math.min(i, j)] ?? 0;
    return {
      n,
      variables: this.variables,
      means: this.variables.map((_, i) => (n === 0 ? Number.NaN : (this.sums[cell * v + i] ?? Number.NaN) / n)),
      comoments: this.variables.map((_, i) => this.variables.map((_, j) => comoment(i, j))),
      thirdMoment: this.thirds[cell] ?? 0,
      minimum: n === 0 ? null : (this.minima[cell] ?? null),
      maximum: n === 0 ? null : (this.maxima[cell] ?? null),
      nonZero: this.nonZeros[cell] ?? 0,
    };
  }
}
