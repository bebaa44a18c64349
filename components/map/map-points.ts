/** Everybody of a run on the map. */
export interface MapPoints {
  readonly users: number;
  /** −1…1, one unit as long across as up. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly segment: Int32Array;
}

/**
 * Reads what GET /runs/{id}/map answers: two float32 a user, then one int32 a user. Places are centred and scaled by one
 * factor, so that distances stay distances, to fit a picture of `aspect` (width / height) with a little air.
 */
export function readMapPoints(bytes: ArrayBuffer, aspect: number): MapPoints {
  const users = Math.floor(bytes.byteLength / 12);
  const places = new Float32Array(bytes, 0, 2 * users);
  const segment = new Int32Array(bytes.slice(8 * users, 12 * users));
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < users; i++) {
    const [px, py] = [places[2 * i] ?? 0, places[2 * i + 1] ?? 0];
    if (px < left) left = px;
    if (px > right) right = px;
    if (py < low) low = py;
    if (py > high) high = py;
  }
  const half = 1.08 * Math.max((right - left) / 2 / Math.max(aspect, 0.1), (high - low) / 2, 1e-9);
  const [middleX, middleY] = [(left + right) / 2, (low + high) / 2];
  const x = new Float32Array(users);
  const y = new Float32Array(users);
  for (let i = 0; i < users; i++) {
    x[i] = ((places[2 * i] ?? 0) - middleX) / half;
    y[i] = ((places[2 * i + 1] ?? 0) - middleY) / half;
  }
  return { users, x, y, segment };
}

/** Values that bounds are taken from: of more, every n-th, as people stand in random order. */
const mostRanked = 50_000;

/** Each value's place among all, 0…1 in `steps` equal parts, so that one customer does not take all the colour; NaN: −1. */
export function rankValues(values: Float32Array, steps: number): Int32Array {
  const every = Math.ceil(values.length / mostRanked);
  const known = values.filter((value, row) => row % every === 0 && !Number.isNaN(value)).sort();
  const bounds = Float32Array.from(
    { length: steps - 1 },
    (_, i) => known[Math.floor(((i + 1) * known.length) / steps)] ?? 0,
  );
  const ranks = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    let rank = 0;
    while (rank < bounds.length && (bounds[rank] ?? 0) <= value) rank++;
    ranks[row] = Number.isNaN(value) ? -1 : rank;
  }
  return ranks;
}

/** The row of each segment that lies nearest to its middle (medians of both directions): where its name stands. */
export function middleRows({ users, x, y, segment }: MapPoints, segments: number): number[] {
  const rows: number[][] = Array.from({ length: segments }, () => []);
  const step = Math.max(1, Math.floor(users / 40_000));
  for (let i = 0; i < users; i += step) rows[segment[i] ?? -1]?.push(i);
  return rows.map((own) => {
    const middle = (axis: Float32Array) => Float32Array.from(own, (i) => axis[i] ?? 0).sort()[own.length >> 1] ?? 0;
    const [mx, my] = [middle(x), middle(y)];
    let best = -1;
    let least = Infinity;
    for (const i of own) {
      const far = ((x[i] ?? 0) - mx) ** 2 + ((y[i] ?? 0) - my) ** 2;
      if (far >= least) continue;
      least = far;
      best = i;
    }
    return best;
  });
}
