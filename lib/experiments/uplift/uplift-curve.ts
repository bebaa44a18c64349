/** Users in the order in which a score would have them treated, the highest first, beside what happened. */
export interface RankedUsers {
  /** Place of the user, by rank. */
  readonly users: Int32Array;
  /** Rank behind the last user of equal score, by group of equal scores. */
  readonly ends: Int32Array;
  /** By rank. */
  readonly treated: Uint8Array;
  readonly outcome: Float64Array;
}

export function rankUsers(scores: Float64Array, treated: Uint8Array, outcome: Float64Array): RankedUsers {
  const users = Int32Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const ends: number[] = [];
  for (const [rank, user] of users.entries())
    if (rank + 1 === users.length || scores[users[rank + 1] ?? 0] !== scores[user]) ends.push(rank + 1);
  return {
    ...{ users, ends: Int32Array.from(ends) },
    treated: Uint8Array.from(users, (user) => treated[user] ?? 0),
    outcome: Float64Array.from(users, (user) => outcome[user] ?? 0),
  };
}

export interface UpliftMeasures {
  /** Area between the Qini curve and the straight line to its end, a user. */
  readonly qini: number;
  /** Area below the curve of gains, a user. */
  readonly auuc: number;
  /** Difference of means among the best users, by share asked; NaN where an arm has none there. */
  readonly upliftAt: readonly number[];
  /** share × that difference: what is gained a user when these are treated. 0 where an arm has none. */
  readonly gainAt: readonly number[];
}

interface Sums {
  readonly nt: number;
  readonly yt: number;
  readonly nc: number;
  readonly yc: number;
}

/**
 * How well an order of users tells whom to treat. After the k best: Qini point Yₜ − Y꜀·Nₜ/N꜀, 0 while N꜀ = 0 (Radcliffe 2007);
 * gain (Yₜ/Nₜ − Y꜀/N꜀)(Nₜ + N꜀), 0 until both arms are there (Gutierrez & Gérardy 2017). Areas by trapezoids over the share
 * treated, all divided by the users. Users of equal score come together, so that the curve is straight there; a share that cuts
 * through them takes part of their sums. weights: how often each user counts (a bootstrap draw); left out: once. shares: 0…1,
 * rising. O(n).
 */
export function measureUplift(
  { users, ends, treated, outcome }: RankedUsers,
  shares: readonly number[],
  weights?: ArrayLike<number>,
): UpliftMeasures {
  const points = sumGroups({ users, ends, treated, outcome }, weights);
  const last = points.at(-1) ?? empty;
  const n = last.nt + last.nc;
  let [qiniArea, gainArea] = [0, 0];
  let before = empty;
  for (const point of points) {
    const step = (point.nt + point.nc - before.nt - before.nc) / n;
    qiniArea += ((qiniOf(before) + qiniOf(point)) / 2) * step;
    gainArea += ((gainOf(before) + gainOf(point)) / 2) * step;
    before = point;
  }
  const cuts = shares.map((share) => cutAt(points, share * n));
  return {
    qini: (qiniArea - qiniOf(last) / 2) / n,
    auuc: gainArea / n,
    upliftAt: cuts.map(({ nt, yt, nc, yc }) => yt / nt - yc / nc),
    gainAt: cuts.map((cut) => gainOf(cut) / n),
  };
}

const empty: Sums = { nt: 0, yt: 0, nc: 0, yc: 0 };

/** Sums over the users up to the end of each group of equal scores. */
function sumGroups({ users, ends, treated, outcome }: RankedUsers, weights?: ArrayLike<number>): Sums[] {
  let [nt, yt, nc, yc, rank] = [0, 0, 0, 0, 0];
  const points: Sums[] = [];
  for (const end of ends) {
    for (; rank < end; rank++) {
      const weight = weights ? (weights[users[rank] ?? 0] ?? 0) : 1;
      const value = weight * (outcome[rank] ?? 0);
      if (treated[rank] === 1) {
        nt += weight;
        yt += value;
      } else {
        nc += weight;
        yc += value;
      }
    }
    points.push({ nt, yt, nc, yc });
  }
  return points;
}

function qiniOf({ nt, yt, nc, yc }: Sums): number {
  return nc > 0 ? yt - (yc * nt) / nc : yt;
}

function gainOf({ nt, yt, nc, yc }: Sums): number {
  return nt > 0 && nc > 0 ? (yt / nt - yc / nc) * (nt + nc) : 0;
}

/** The sums over the first `wanted` users, whole or not. */
function cutAt(points: readonly Sums[], wanted: number): Sums {
  let [low, high] = [0, points.length - 1];
  const sizeOf = (at: number) => (points[at]?.nt ?? 0) + (points[at]?.nc ?? 0);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sizeOf(middle) < wanted - 1e-9) low = middle + 1;
    else high = middle;
  }
  const [from, to] = [points[low - 1] ?? empty, points[low] ?? empty];
  const size = to.nt + to.nc - from.nt - from.nc;
  const part = size > 0 ? Math.min(1, (wanted - from.nt - from.nc) / size) : 0;
  const between = (key: keyof Sums) => from[key] + part * (to[key] - from[key]);
  return { nt: between("nt"), yt: between("yt"), nc: between("nc"), yc: between("yc") };
}
