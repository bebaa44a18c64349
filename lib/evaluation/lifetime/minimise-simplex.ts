export interface SimplexMinimum {
  readonly at: readonly number[];
  readonly value: number;
}

/** A corner of the simplex. */
type Corner = SimplexMinimum;

const mostSteps = 600;

/**
 * A local minimum without gradients by Nelder and Mead's simplex (1965, doi:10.1093/comjnl/7.4.308) with coefficients 1, 2, ½, ½,
 * begun again at its end until a new simplex finds nothing better: a shrunken one can stall. Values that are not finite count
 * as +∞. Stops where the corners' values differ by at most `tolerance`.
 */
export function minimiseSimplex(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  { step = 0.5, tolerance = 1e-8 }: { readonly step?: number; readonly tolerance?: number } = {},
): SimplexMinimum {
  let best = descend(f, start, step, tolerance);
  for (let round = 0; round < 3; round++) {
    const next = descend(f, best.at, step / 2 ** (round + 1), tolerance);
    const isDone = best.value - next.value <= 1e-6 * (1 + Math.abs(best.value) * 1e-4);
    if (next.value < best.value) best = next;
    if (isDone) break;
  }
  return best;
}

function descend(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  step: number,
  tolerance: number,
): Corner {
  const corner = (at: readonly number[]): Corner => {
    const value = f(at);
    return { at, value: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY };
  };
  let corners = [start, ...start.map((_, j) => start.map((value, i) => value + (i === j ? step : 0)))].map(corner);
  for (let count = 0; count < mostSteps; count++) {
    corners = corners.toSorted((a, b) => a.value - b.value);
    const [best, worst, second] = [corners[0], corners.at(-1), corners.at(-2)];
    if (!best || !worst || !second || worst.value - best.value <= tolerance) break;
    const others = corners.slice(0, -1);
    const centre = start.map((_, j) => others.reduce((sum, { at }) => sum + (at[j] ?? 0), 0) / others.length);
    const along = (share: number) => corner(centre.map((value, j) => value + share * ((worst.at[j] ?? 0) - value)));
    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      corners = [...others, expanded.value < reflected.value ? expanded : reflected];
      continue;
    }
    if (reflected.value < second.value) {
      corners = [...others, reflected];
      continue;
    }
    const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
    if (contracted.value < Math.min(reflected.value, worst.value)) corners = [...others, contracted];
    else
      corners = corners.map(({ at }, i) =>
        i === 0 ? best : corner(at.map((value, j) => ((best.at[j] ?? 0) + value) / 2)),
      );
  }
  return corners.reduce((best, one) => (one.value < best.value ? one : best));
}
