/** Below this all outcomes are alike but for rounding. */
const leastArea = 1e-12;

/** Users from the highest prediction down; `ends`: the place after each run of equal ones. */
interface Ranking {
  readonly order: Int32Array;
  readonly ends: Int32Array;
}

export function rankDown(values: ArrayLike<number>): Ranking {
  const order = Int32Array.from({ length: values.length }, (_, i) => i);
  order.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  const ends: number[] = [];
  for (let place = 1; place <= order.length; place++) {
    if (place === order.length || values[order[place] ?? 0] !== values[order[place - 1] ?? 0]) ends.push(place);
  }
  return { order, ends: Int32Array.from(ends) };
}

export interface Concentration {
  /** Area between the curve of gains and the diagonal, over that of the best ranking there is; 1 best, 0 chance, −1 worst. */
  readonly gini: number;
  /** Mean outcome of the tenth that is ranked first, over everybody's mean; 1 by chance, at most 10. */
  readonly topDecileLift: number;
}

/**
 * How well a ranking puts users of large outcomes first. outcome: n, at least 0; weights: n, how often each user counts; equal
 * predictions share places. NaN where all outcomes are alike, or 0. O(n).
 */
export function concentrate(
  ranking: Ranking,
  best: Ranking,
  outcome: ArrayLike<number>,
  weights: ArrayLike<number>,
): Concentration {
  const own = gains(ranking, outcome, weights);
  const most = gains(best, outcome, weights);
  return { gini: most.area > leastArea ? own.area / most.area : Number.NaN, topDecileLift: own.top };
}

function gains({ order, ends }: Ranking, outcome: ArrayLike<number>, weights: ArrayLike<number>) {
  let [users, total] = [0, 0];
  for (let i = 0; i < order.length; i++) {
    users += weights[i] ?? 0;
    total += (weights[i] ?? 0) * (outcome[i] ?? 0);
  }
  const tenth = users / 10;
  let [place, seen, got, area, top] = [0, 0, 0, 0, 0];
  for (const end of ends) {
    let [more, gained] = [0, 0];
    for (; place < end; place++) {
      const user = order[place] ?? 0;
      more += weights[user] ?? 0;
      gained += (weights[user] ?? 0) * (outcome[user] ?? 0);
    }
    if (more === 0) continue;
    area += (more * (got + gained / 2)) / (users * total);
    if (seen < tenth) top += gained * Math.min(1, (tenth - seen) / more);
    seen += more;
    got += gained;
  }
  return { area: total > 0 ? area - 0.5 : Number.NaN, top: top / tenth / (total / users) };
}
