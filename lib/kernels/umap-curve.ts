/** Of the similarity 1 / (1 + a·r^2b) of two users r apart on a map. */
export interface UmapCurve {
  readonly a: number;
  readonly b: number;
}

/** Similarity falls to e⁻¹ over this distance beyond the smallest. */
const spread = 1;
const points = 300;
const steps = 100;

/**
 * a and b of the curve that comes nearest, in least squares over 300 distances of 0…3, to 1 up to minDistance and
 * e^−(r − minDistance) beyond (McInnes, Healy & Melville 2018, arXiv:1802.03426, section 4.2); Gauss–Newton, damped.
 * minDistance: 0…1, in units of the map. Both are above 0; 0.1 gives a = 1.577, b = 0.895.
 */
export function fitUmapCurve(minDistance: number): UmapCurve {
  const distances = Array.from({ length: points }, (_, i) => (3 * spread * i) / (points - 1));
  const wanted = distances.map((r) => (r < minDistance ? 1 : Math.exp(-(r - minDistance) / spread)));
  let curve: UmapCurve = { a: 1, b: 1 };
  let damping = 1e-3;
  let error = squaredError(curve, distances, wanted);
  for (let step = 0; step < steps; step++) {
    const next = improve(curve, distances, wanted, damping);
    const nextError = next.a > 0 && next.b > 0 ? squaredError(next, distances, wanted) : Number.POSITIVE_INFINITY;
    if (nextError >= error) {
      damping *= 10;
      continue;
    }
    [curve, error] = [next, nextError];
    damping /= 10;
  }
  return curve;
}

function similarity({ a, b }: UmapCurve, r: number): number {
  return 1 / (1 + a * r ** (2 * b));
}

function squaredError(curve: UmapCurve, distances: readonly number[], wanted: readonly number[]): number {
  return distances.reduce((sum, r, i) => sum + (similarity(curve, r) - wanted[i]!) ** 2, 0);
}

/** One step of Levenberg and Marquardt. */
function improve(
  curve: UmapCurve,
  distances: readonly number[],
  wanted: readonly number[],
  damping: number,
): UmapCurve {
  let [aa, ab, bb, ga, gb] = [0, 0, 0, 0, 0];
  for (const [i, r] of distances.entries()) {
    if (r === 0) continue;
    const value = similarity(curve, r);
    const byA = -(r ** (2 * curve.b)) * value * value;
    const byB = 2 * curve.a * Math.log(r) * byA;
    const miss = wanted[i]! - value;
    aa += byA * byA;
    ab += byA * byB;
    bb += byB * byB;
    ga += byA * miss;
    gb += byB * miss;
  }
  [aa, bb] = [aa * (1 + damping), bb * (1 + damping)];
  const determinant = aa * bb - ab * ab;
  return { a: curve.a + (bb * ga - ab * gb) / determinant, b: curve.b + (aa * gb - ab * ga) / determinant };
}
