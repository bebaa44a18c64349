import { normalDensity, normalSurvival } from "../distributions/normal.ts";

/** Paths that have not stopped: density of B at a time, on an even grid with Simpson's weights already in it. */
export interface Walk {
  readonly time: number;
  readonly at: Float64Array;
  readonly mass: Float64Array;
}

const intervals = 200;

export function startWalk(): Walk {
  return { time: 0, at: Float64Array.of(0), mass: Float64Array.of(1) };
}

export function mirrored({ time, at, mass }: Walk): Walk {
  return { time, at: at.map((x) => -x), mass };
}

/** P(B(time) ≥ bound·√time) of paths that have not stopped. */
export function exitAbove({ time: from, at, mass }: Walk, time: number, bound: number, drift: number): number {
  const [step, edge] = [time - from, bound * Math.sqrt(time)];
  const root = Math.sqrt(step);
  let total = 0;
  for (const [i, x] of at.entries()) total += (mass[i] ?? 0) * normalSurvival((edge - x - drift * step) / root);
  return total;
}

export function stepWalk(
  { time: from, at: before, mass: had }: Walk,
  time: number,
  bound: number,
  drift: number,
): Walk {
  const [step, edge] = [time - from, bound * Math.sqrt(time)];
  const root = Math.sqrt(step);
  // Nobody is farther than nine deviations out: a first bound of 8 would waste the grid.
  const reach = Math.min(edge, Math.abs(drift) * time + 9 * Math.sqrt(time));
  const spacing = (2 * reach) / intervals;
  const at = Float64Array.from({ length: intervals + 1 }, (_, i) => -reach + i * spacing);
  const mass = at.map((x, i) => {
    let density = 0;
    for (const [j, y] of before.entries()) density += (had[j] ?? 0) * normalDensity((x - y - drift * step) / root);
    const simpson = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    return (density / root) * ((simpson * spacing) / 3);
  });
  return { time, at, mass };
}
