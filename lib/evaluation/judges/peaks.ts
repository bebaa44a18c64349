import { placeByNearest } from "../../clustering/placing.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { DipResult } from "../judges-schema.ts";
import { gatherRows } from "../sample.ts";
import { dipPValue, dipStatistic } from "./dip.ts";

/** Do the values along one line have more than one peak? */
export function testPeaks(
  values: Float64Array,
  axis: DipResult["axis"],
  segments: DipResult["segments"] = null,
): DipResult {
  const statistic = dipStatistic(values.toSorted());
  return { axis, segments, statistic, pValue: dipPValue(statistic, values.length), users: values.length };
}

/**
 * Every pair of a segment and its nearest neighbour by centre, each once, the members of the two on the line through their centres, and
 * whoever is of no segment and nearer to one of the two than to any other: who leaves out those in between finds a gap wherever one
 * looks. The closest pair first, by the distance of centres. x: n × d; labels: n, 0…k−1, −1 = none; centres: k × d.
 */
export function testNeighbours(x: Matrix, segments: Int32Array, centres: Matrix): DipResult[] {
  const pairs = neighbours(centres);
  const labels = pairs.length > 0 ? withNearest(x, segments, centres) : segments;
  return pairs.map(([a, b]) => {
    const direction = Float64Array.from(
      { length: x.cols },
      (_, j) => (centres.data[b * x.cols + j] ?? 0) - (centres.data[a * x.cols + j] ?? 0),
    );
    const values: number[] = [];
    for (const [row, label] of labels.entries())
      if (label === a || label === b) values.push(projectRow(x, row, direction, centres.data, a * x.cols));
    return testPeaks(Float64Array.from(values), "pair", [a, b]);
  });
}

/** Everybody's segment, the nearest one of those who have none. */
function withNearest(x: Matrix, segments: Int32Array, centres: Matrix): Int32Array {
  const none = Int32Array.from(segments.keys()).filter((row) => (segments[row] ?? -1) < 0);
  const nearest = placeByNearest(gatherRows(x, none), centres, 0);
  const labels = segments.slice();
  for (const [i, row] of none.entries()) labels[row] = nearest[i] ?? 0;
  return labels;
}

function projectRow(x: Matrix, row: number, direction: Float64Array, origin: Float32Array, from: number): number {
  let sum = 0;
  for (const [j, step] of direction.entries())
    sum += ((x.data[row * x.cols + j] ?? 0) - (origin[from + j] ?? 0)) * step;
  return sum;
}

function neighbours({ data, rows, cols }: Matrix): (readonly [number, number])[] {
  const found = new Map<string, { readonly pair: readonly [number, number]; readonly squared: number }>();
  for (let a = 0; a < rows; a++) {
    let nearest = { b: -1, squared: Number.POSITIVE_INFINITY };
    for (let b = 0; b < rows; b++) {
      let squared = 0;
      for (let j = 0; j < cols; j++) squared += ((data[a * cols + j] ?? 0) - (data[b * cols + j] ?? 0)) ** 2;
      if (b !== a && squared < nearest.squared) nearest = { b, squared };
    }
    if (nearest.b < 0) continue;
    const pair = [Math.min(a, nearest.b), Math.max(a, nearest.b)] as const;
    found.set(pair.join(), { pair, squared: nearest.squared });
  }
  return [...found.values()].toSorted((one, other) => one.squared - other.squared).map(({ pair }) => pair);
}
