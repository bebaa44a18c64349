export interface Alignment {
  /** How far those who are on both maps moved: the median distance, in widths of the earlier map, after both were drawn at one scale. */
  readonly moved: number;
}

/**
 * Turns and shifts places, in place, to where they stood on an earlier map, as near as may be by least squares over those who
 * are on both (orthogonal Procrustes in the plane: Schönemann 1966, doi:10.1007/BF02289451, without reflection or scale).
 * places, earlier: n × 2; earlier NaN for who was not on it. With nobody on both nothing moves, and 0 is told.
 */
export function alignTo(places: Float32Array, earlier: Float32Array): Alignment {
  const known: number[] = [];
  for (let at = 0; at < places.length; at += 2) if (!Number.isNaN(earlier[at])) known.push(at);
  const [px, py] = meanOf(places, known);
  const [qx, qy] = meanOf(earlier, known);
  let [along, across, size] = [0, 0, 0];
  for (const at of known) {
    const [x, y] = [(places[at] ?? 0) - px, (places[at + 1] ?? 0) - py];
    const [u, v] = [(earlier[at] ?? 0) - qx, (earlier[at + 1] ?? 0) - qy];
    along += x * u + y * v;
    across += x * v - y * u;
    size += x * x + y * y;
  }
  const length = Math.hypot(along, across);
  const [cosine, sine] = length > 0 ? [along / length, across / length] : [1, 0];
  for (let at = 0; known.length > 0 && at < places.length; at += 2) {
    const [x, y] = [(places[at] ?? 0) - px, (places[at + 1] ?? 0) - py];
    places[at] = cosine * x - sine * y + qx;
    places[at + 1] = sine * x + cosine * y + qy;
  }
  const scale = size > 0 ? length / size : 1;
  const distances = Float64Array.from(known, (at) =>
    Math.hypot(
      scale * ((places[at] ?? 0) - qx) + qx - (earlier[at] ?? 0),
      scale * ((places[at + 1] ?? 0) - qy) + qy - (earlier[at + 1] ?? 0),
    ),
  ).sort();
  const width = Math.max(rangeOf(earlier, known, 0), rangeOf(earlier, known, 1));
  return { moved: width > 0 ? (distances[distances.length >> 1] ?? 0) / width : 0 };
}

function meanOf(places: Float32Array, known: readonly number[]): [x: number, y: number] {
  let [x, y] = [0, 0];
  for (const at of known) {
    x += places[at] ?? 0;
    y += places[at + 1] ?? 0;
  }
  const n = Math.max(1, known.length);
  return [x / n, y / n];
}

function rangeOf(places: Float32Array, known: readonly number[], axis: 0 | 1): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const at of known) {
    const value = places[at + axis] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high > low ? high - low : 0;
}
