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
export function gowerDistances({ rows, numbers, levels }: GowerRows): Float64Array {
  const p = rows > 0 ? numbers.length / rows : 0;
  const q = rows > 0 ? levels.length / rows : 0;
  const distances = new Float64Array((rows * (rows - 1)) / 2);
  let at = 0;
  for (let a = 1; a < rows; a++)
    for (let b = 0; b < a; b++) {
      let [sum, shared] = [0, p + q];
      for (let j = 0; j < p; j++) {
        const apart = Math.abs(numbers[a * p + j]! - numbers[b * p + j]!);
        if (apart >= 0) sum += apart;
        else shared--;
      }
      for (let j = 0; j < q; j++) {
        const [one, other] = [levels[a * q + j]!, levels[b * q + j]!];
        if (one < 0 || other < 0) shared--;
        else if (one !== other) sum++;
      }
      distances[at++] = sum / shared;
    }
  return distances;
}
