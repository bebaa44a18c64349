import type { Matrix } from "../core/matrix.ts";

/** Rows looked at on either side: pairs of so many settle a turn, and all against all stays below a second. */
const most = 1500;
/** Weight of the bridge beside the vectors, whose variances are both brought to 1. */
const bridgeWeight = 0.25;

/**
 * Pairs of a row of a and a row of b that are each other's nearest by vector and bridge together; rows of NaN have none.
 * a, b: users × d in one space, bridge: users × p. Rows are an even sample where there are many. O(most² · (d + p)).
 */
export function mutualNeighbours(a: Matrix, b: Matrix, bridge: Matrix): [number, number][] {
  const [left, right] = [joined(a, bridge), joined(b, bridge)];
  const nearestRight = new Int32Array(left.rows.length);
  const nearestLeft = new Int32Array(right.rows.length);
  const leastOfRight = new Float64Array(right.rows.length).fill(Number.POSITIVE_INFINITY);
  const { width } = left;
  for (let i = 0; i < left.rows.length; i++) {
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < right.rows.length; j++) {
      let distance = 0;
      for (let k = 0; k < width; k++) {
        const difference = (left.data[i * width + k] ?? 0) - (right.data[j * width + k] ?? 0);
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearestRight[i] = j;
      }
      if (distance < (leastOfRight[j] ?? 0)) {
        leastOfRight[j] = distance;
        nearestLeft[j] = i;
      }
    }
  }
  return left.rows.flatMap((row, i): [number, number][] => {
    const j = nearestRight[i] ?? -1;
    const other = right.rows[j];
    return nearestLeft[j] === i && other !== undefined ? [[row, other]] : [];
  });
}

function joined(x: Matrix, bridge: Matrix) {
  const present = Array.from({ length: x.rows }, (_, row) => row).filter((row) => !Number.isNaN(x.data[row * x.cols]));
  const step = Math.max(1, present.length / most);
  const rows = Array.from({ length: Math.min(present.length, most) }, (_, i) => present[Math.floor(i * step)] ?? 0);
  const width = x.cols + bridge.cols;
  const data = new Float32Array(rows.length * width);
  const [own, shared] = [scaleOf(x, rows), Math.sqrt(bridgeWeight / Math.max(1, bridge.cols))];
  for (const [i, row] of rows.entries()) {
    for (let j = 0; j < x.cols; j++) data[i * width + j] = own * (x.data[row * x.cols + j] ?? 0);
    for (let j = 0; j < bridge.cols; j++)
      data[i * width + x.cols + j] = shared * (bridge.data[row * bridge.cols + j] ?? 0);
  }
  return { rows, data, width };
}

/** 1 / √ of the mean squared length: columns are centred already. */
function scaleOf({ data, cols }: Matrix, rows: readonly number[]): number {
  let squares = 0;
  for (const row of rows) for (let j = 0; j < cols; j++) squares += (data[row * cols + j] ?? 0) ** 2;
  return squares > 0 ? Math.sqrt(rows.length / squares) : 1;
}
