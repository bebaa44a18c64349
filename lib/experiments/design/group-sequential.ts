import { normalDensity, normalQuantile, normalSurvival } from "../distributions/normal.ts";

/** How information and error are laid out over the looks of a two-sided, symmetric test. */
export interface GroupSequentialPlan {
  /** Share of the planned users at each look, ascending, the last one 1. */
  readonly times: readonly number[];
  /** |z| from which the test stops at each look. */
  readonly bounds: readonly number[];
}

/**
 * Bounds that spend α over the looks as O'Brien & Fleming's do, at any times (Lan & DeMets 1983, doi:10.1093/biomet/70.3.659):
 * each side has spent 2·(1 − Φ(z_{1−α/4}/√t)) by time t. α: of both sides together.
 */
export function spendAlpha(times: readonly number[], alpha: number): GroupSequentialPlan {
  const z = -normalQuantile(alpha / 4);
  const bounds: number[] = [];
  let spent = 0;
  let walk = startWalk();
  for (const [look, time] of times.entries()) {
    const until = 2 * normalSurvival(z / Math.sqrt(time));
    const bound = solveBound(walk, time, until - spent);
    spent = until;
    bounds.push(bound);
    if (look < times.length - 1) walk = stepWalk(walk, time, bound, 0);
  }
  return { times, bounds };
}

/**
 * Chance that |Z| reaches its bound at some look, Z(t) = B(t)/√t and B a Brownian motion of this drift: the drift is the mean of
 * the final z. Armitage, McPherson & Rowe 1969 (doi:10.2307/2343787): the density of paths that go on is carried from look to
 * look by Simpson's rule. Precise to about 1e-6; O(looks · 200²).
 */
export function crossingProbability({ times, bounds }: GroupSequentialPlan, drift: number): number {
  let walk = startWalk();
  let crossed = 0;
  for (const [look, time] of times.entries()) {
    const bound = bounds[look] ?? Number.POSITIVE_INFINITY;
    crossed += exitAbove(walk, time, bound, drift) + exitAbove(mirrored(walk), time, bound, -drift);
    if (look < times.length - 1) walk = stepWalk(walk, time, bound, drift);
  }
  return crossed;
}

/**
 * How many times the users of a fixed test the last look needs, so that looking costs no power: (θ/(z_{1−α/2} + z_power))², θ
 * the drift at which the bounds are crossed with that power. 1 for one look.
 */
export function inflationOf(plan: GroupSequentialPlan, alpha: number, power: number): number {
  const fixed = normalQuantile(power) - normalQuantile(alpha / 2);
  const drift = solve((theta) => crossingProbability(plan, theta) - power, fixed * 0.9, fixed * 3);
  return (drift / fixed) ** 2;
}

/** Looks at equal distances. */
export function equalTimes(looks: number): number[] {
  return Array.from({ length: looks }, (_, look) => (look + 1) / looks);
}

/** Paths that have not stopped: density of B at a time, on an even grid with Simpson's weights already in it. */
interface Walk {
  readonly time: number;
  readonly at: Float64Array;
  readonly mass: Float64Array;
}

const intervals = 200;

function startWalk(): Walk {
  return { time: 0, at: Float64Array.of(0), mass: Float64Array.of(1) };
}

function mirrored({ time, at, mass }: Walk): Walk {
  return { time, at: at.map((x) => -x), mass };
}

/** P(B(time) ≥ bound·√time) of paths that have not stopped. */
function exitAbove({ time: from, at, mass }: Walk, time: number, bound: number, drift: number): number {
  const [step, edge] = [time - from, bound * Math.sqrt(time)];
  const root = Math.sqrt(step);
  let total = 0;
  for (const [i, x] of at.entries()) total += (mass[i] ?? 0) * normalSurvival((edge - x - drift * step) / root);
  return total;
}

function stepWalk({ time: from, at: before, mass: had }: Walk, time: number, bound: number, drift: number): Walk {
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

function solveBound(walk: Walk, time: number, chance: number): number {
  let [low, high] = [0, 38];
  while (high - low > 1e-10) {
    const middle = (low + high) / 2;
    if (exitAbove(walk, time, middle, 0) > chance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Root of an increasing function between two points of unlike sign: false position, the end that stays weighed down by half
 * (Illinois), which is as sure as bisection and takes some ten steps.
 */
function solve(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [below, above] = [f(low), f(high)];
  for (let step = 0; step < 200 && high - low > 1e-9 * (1 + high); step++) {
    const next = (low * above - high * below) / (above - below);
    const value = f(next);
    if (Math.abs(value) < 1e-13) return next;
    if (value < 0) {
      [low, below] = [next, value];
      above /= 2;
    } else {
      [high, above] = [next, value];
      below /= 2;
    }
  }
  return (low + high) / 2;
}
