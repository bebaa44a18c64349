import type { Matrix } from "../../core/matrix.ts";

/** For each row the number of the nearest centre, the lowest on ties; −1 where there are none. x: n × d; centres: k × d. O(n·k·d). */
export function nearestCentres(x: Matrix, centres: Matrix): Int32Array {
  const { cols } = x;
  return Int32Array.from({ length: x.rows }, (_, row) => {
    let [nearest, least] = [-1, Number.POSITIVE_INFINITY];
    for (let k = 0; k < centres.rows; k++) {
      let squared = 0;
      for (let j = 0; j < cols; j++)
        squared += ((x.data[row * cols + j] ?? 0) - (centres.data[k * cols + j] ?? 0)) ** 2;
      if (squared < least) [nearest, least] = [k, squared];
    }
    return nearest;
  });
}
