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
 * Every pair of a segment and its nearest neighbour by centre, each once: on the line through their centres everybody who is nearer to
 * one of the two than to any other, in whatever segment or none. What lies in between is theirs, for no centre is nearer to it: who
 * asks members alone finds a gap wherever others were put there, or left out. The closest pair first, by the distance of centres.
 * x: n × d; all: k × d; segments: those of them to ask of, by their rows.
 */
export function testNeighbours(
  x: Matrix,
  all: Matrix,
  segments = Array.from({ length: all.rows }, (_, at) => at),
): DipResult[] {
  const centres = gatherRows(all, Int32Array.from(segments));
  const pairs = neighbours(centres);
  const nearest = pairs.length > 0 ? placeByNearest(x, centres, 0) : new Int32Array(0);
  return pairs.map(([a, b]) => {
    const direction = Float64Array.from(
      { length: x.cols },
      (_, j) => (centres.data[b * x.cols + j] ?? 0) - (centres.data[a * x.cols + j] ?? 0),
    );
    const values: number[] = [];
    for (const [row, at] of nearest.entries())
      if (at === a || at === b) values.push(projectRow(x, row, direction, centres.data, a * x.cols));
    return testPeaks(Float64Array.from(values), "pair", [segments[a] ?? -1, segments[b] ?? -1]);
  });
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
