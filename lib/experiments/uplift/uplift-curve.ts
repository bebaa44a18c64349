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
  const weightOf = (rank: number) => (weights ? (weights[users[rank] ?? 0] ?? 0) : 1);
  let n = 0;
  for (let rank = 0; rank < users.length; rank++) n += weightOf(rank);
  const cuts: Sums[] = [];
  let [nt, yt, nc, yc, rank] = [0, 0, 0, 0, 0];
  let [qiniArea, gainArea, qini, gain] = [0, 0, 0, 0];
  for (const end of ends) {
    const [nt0, yt0, nc0, yc0] = [nt, yt, nc, yc];
    for (; rank < end; rank++) {
      const weight = weightOf(rank);
      const value = weight * (outcome[rank] ?? 0);
      if (treated[rank] === 1) {
        nt += weight;
        yt += value;
      } else {
        nc += weight;
        yc += value;
      }
    }
    const size = nt + nc - nt0 - nc0;
    if (size === 0) continue;
    const [nextQini, nextGain] = [qiniOf(nt, yt, nc, yc), gainOf(nt, yt, nc, yc)];
    qiniArea += (((qini + nextQini) / 2) * size) / n;
    gainArea += (((gain + nextGain) / 2) * size) / n;
    [qini, gain] = [nextQini, nextGain];
    for (let share = shares[cuts.length]; share !== undefined; share = shares[cuts.length]) {
      if (nt + nc < share * n - 1e-9) break;
      const part = Math.min(1, Math.max(0, (share * n - nt0 - nc0) / size));
      cuts.push({
        ...{ nt: nt0 + part * (nt - nt0), yt: yt0 + part * (yt - yt0) },
        ...{ nc: nc0 + part * (nc - nc0), yc: yc0 + part * (yc - yc0) },
      });
    }
  }
  return {
    // Of one group only: 0, and not what rounding leaves of it.
    qini: ends.length < 2 ? 0 : (qiniArea - qini / 2) / n,
    auuc: gainArea / n,
    upliftAt: cuts.map((cut) => cut.yt / cut.nt - cut.yc / cut.nc),
    gainAt: cuts.map((cut) => gainOf(cut.nt, cut.yt, cut.nc, cut.yc) / n),
  };
}

interface Sums {
  readonly nt: number;
  readonly yt: number;
  readonly nc: number;
  readonly yc: number;
}

function qiniOf(nt: number, yt: number, nc: number, yc: number): number {
  return nc > 0 ? yt - (yc * nt) / nc : yt;
}

function gainOf(nt: number, yt: number, nc: number, yc: number): number {
  return nt > 0 && nc > 0 ? (yt / nt - yc / nc) * (nt + nc) : 0;
}
