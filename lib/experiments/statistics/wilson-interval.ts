/**
 * Wilson's score interval of a share (1927, doi:10.1080/01621459.1927.10502953): (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n).
 * n > 0. Within 0…1.
 */
export function wilsonInterval(
  successes: number,
  n: number,
  z: number,
): { readonly low: number; readonly high: number } {
  const share = successes / n;
  const square = (z * z) / n;
  const centre = (share + square / 2) / (1 + square);
  const half = (Math.sqrt((share * (1 - share)) / n + square / (4 * n)) * z) / (1 + square);
  return { low: successes === 0 ? 0 : centre - half, high: successes === n ? 1 : centre + half };
}
