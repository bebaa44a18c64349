/**
 * Centres as the tile kernel reads them: panels of eight, `[d][8]`, times −2, and last a half panel `[d][4]` where
 * k mod 8 is 1…4. Norms are ‖c‖² in the same order; padding has coordinates 0 and norm +∞, so it is never nearest.
 */
export interface Panels {
  readonly values: Float32Array;
  readonly norms: Float32Array;
}

/** Floats that the panels of k centres of d columns take, and their norms. */
export function panelSizes(k: number, d: number): { readonly values: number; readonly norms: number } {
  const lanes = Math.ceil(k / 4) * 4;
  return { values: lanes * d, norms: lanes };
}

/** Packs k × d centres into `panels`; returns the largest ‖c‖². */
export function packPanels(panels: Panels, centres: Float32Array, k: number, d: number): number {
  const { values, norms } = panels;
  const lanes = norms.length;
  let widest = 0;
  for (let first = 0; first < lanes; first += 8) {
    const width = Math.min(8, lanes - first);
    const base = first * d;
    for (let lane = 0; lane < width; lane++) {
      const centre = first + lane;
      let norm = centre < k ? 0 : Number.POSITIVE_INFINITY;
      for (let j = 0; j < d; j++) {
        const value = centre < k ? centres[centre * d + j]! : 0;
        values[base + j * width + lane] = -2 * value;
        norm += value * value;
      }
      norms[centre] = norm;
      if (centre < k && norm > widest) widest = norm;
    }
  }
  return widest;
}
