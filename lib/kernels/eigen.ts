export interface Eigen {
  /** Falling. */
  readonly values: Float64Array;
  /** Row i is the unit eigenvector of values[i]. */
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric d × d matrix by cyclic Jacobi rotations (Golub & Van Loan, 4th ed.,
 * §8.5). Small eigenvalues keep their relative accuracy; deterministic. O(d³) a sweep, fewer than a dozen sweeps.
 */
export function eigenSymmetric(matrix: Float64Array, d: number): Eigen {
  const a = matrix.slice();
  const v = new Float64Array(d * d);
  for (let i = 0; i < d; i++) v[i * d + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    for (let p = 0; p < d - 1; p++) {
      for (let q = p + 1; q < d; q++) {
        const off = a[p * d + q]!;
        const scale = Math.sqrt(Math.abs(a[p * d + p]! * a[q * d + q]!));
        if (Math.abs(off) <= 1e-16 * scale || off === 0) continue;
        turned = true;
        rotate(a, v, d, p, q, off);
      }
    }
    if (!turned) break;
  }
  const order = Array.from({ length: d }, (_, i) => i).sort((i, j) => a[j * d + j]! - a[i * d + i]! || i - j);
  const vectors = new Float64Array(d * d);
  for (const [row, i] of order.entries()) vectors.set(v.subarray(i * d, (i + 1) * d), row * d);
  return { values: Float64Array.from(order, (i) => a[i * d + i]!), vectors };
}

/** Makes a[p][q] zero; rows of v are the eigenvectors so far. */
function rotate(a: Float64Array, v: Float64Array, d: number, p: number, q: number, off: number): void {
  const theta = (a[q * d + q]! - a[p * d + p]!) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < d; i++) {
    if (i !== p && i !== q) {
      const ip = a[p * d + i]!;
      const iq = a[q * d + i]!;
      const first = c * ip - s * iq;
      const second = s * ip + c * iq;
      a[p * d + i] = first;
      a[i * d + p] = first;
      a[q * d + i] = second;
      a[i * d + q] = second;
    }
    const vp = v[p * d + i]!;
    const vq = v[q * d + i]!;
    v[p * d + i] = c * vp - s * vq;
    v[q * d + i] = s * vp + c * vq;
  }
  a[p * d + p] = a[p * d + p]! - t * off;
  a[q * d + q] = a[q * d + q]! + t * off;
  a[p * d + q] = 0;
  a[q * d + p] = 0;
}
