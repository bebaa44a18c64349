/** Rows as Gower compares them. */
export interface GowerRows {
  readonly rows: number;
  /** rows × numbers, in ranges: the lowest value of a number is 0, the highest 1; NaN: missing. */
  readonly numbers: Float64Array;
  /** rows × categories: a number for each level; −1: missing. */
  readonly levels: Int32Array;
}

/**
 * Gower's general dissimilarity (Gower 1971, doi:10.2307/2528823; daisy of Kaufman & Rousseeuw 1990) of every pair of rows: the mean, over
 * what both rows have, of |a − b| in ranges for numbers and 0 or 1 for categories, a yes as telling as a no. What one of the two
 * lacks is left out of that pair; NaN where nothing is left. 0…1.
 * n·(n − 1)/2 values, those of row 1 to row 0, of 2 to 0 and 1, and so on. O(n²·d) time, 4·n² bytes.
 */
export function gowerDistances(x: GowerRows): Float64Array {
  const { rows } = x;
  const distances = new Float64Array((rows * (rows - 1)) / 2);
  const distance = openDistance(x, x);
  let at = 0;
  for (let a = 1; a < rows; a++) for (let b = 0; b < a; b++) distances[at++] = distance(a, b);
  return distances;
}

/** Which of `among` each row is least unlike, the first of equals; −1 where it has nothing in common with any. O(n·m·d) time. */
export function nearestByGower(x: GowerRows, among: GowerRows): Int32Array {
  const distance = openDistance(x, among);
  return Int32Array.from({ length: x.rows }, (_, row) => {
    let [nearest, least] = [-1, Number.POSITIVE_INFINITY];
    for (let other = 0; other < among.rows; other++) {
      const apart = distance(row, other);
      if (apart < least) [nearest, least] = [other, apart];
    }
    return nearest;
  });
}

/** Between row a of the one and row b of the other, whose columns are the same. */
function openDistance(one: GowerRows, other: GowerRows): (a: number, b: number) => number {
  const p = one.rows > 0 ? one.numbers.length / one.rows : 0;
  const q = one.rows > 0 ? one.levels.length / one.rows : 0;
  return (a, b) => {
    let [sum, shared] = [0, p + q];
    for (let j = 0; j < p; j++) {
      const apart = Math.abs(one.numbers[a * p + j]! - other.numbers[b * p + j]!);
      if (apart >= 0) sum += apart;
      else shared--;
    }
    for (let j = 0; j < q; j++) {
      const [own, theirs] = [one.levels[a * q + j]!, other.levels[b * q + j]!];
      if (own < 0 || theirs < 0) shared--;
      else if (own !== theirs) sum++;
    }
    return sum / shared;
  };
}
