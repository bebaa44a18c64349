/** One step of a rule: a feature at least, or at most, a value in real units. */
export interface RuleCondition {
  /** Place in the features. */
  readonly feature: number;
  readonly side: "least" | "most";
  readonly value: number;
}

export interface LearntRule {
  readonly conditions: readonly RuleCondition[];
  /** Of held-out people who meet the rule, the share who are members, 0…1. */
  readonly precision: number;
  /** Of held-out members, the share who meet the rule, 0…1. */
  readonly recall: number;
}

export interface RulePeople {
  /** One array a feature, real units, NaN where missing: nobody meets a condition on what they do not have. */
  readonly columns: readonly Float64Array[];
  readonly isMember: Uint8Array;
  /** How many people each one stands for, above 0. */
  readonly weight: Float64Array;
}

const mostConditions = 3;
/** Boxes that are grown further at every step: the best first condition is not always the one that leads on. */
const beam = 5;
const thresholds = 24;
/** A condition more must be worth so much F1. */
const leastGain = 0.01;
/** With fewer held-out members, precision and recall would be a matter of one or two people. */
const fewestHeldOut = 10;

interface Box {
  readonly conditions: readonly RuleCondition[];
  readonly rows: Uint32Array;
  readonly f1: number;
}

/**
 * A box in at most three conditions that says who is in a segment, after the patient rule induction of Friedman & Fisher
 * (1999, doi:10.1023/A:1008894516817), but grown by a small beam search on F1. It describes: the segment was not made by
 * it, and no test applies. Two thirds of the people are learnt from; precision and recall are of the other third. Values
 * are rounded before they are judged, so that the sentence that people read is the rule that was measured.
 *
 * People must stand in random order, as a run's rows do: every third is held out. n people, d features: O(n·d) a step.
 * null where nothing can be said: nobody or everybody is a member, or too few are held out.
 */
export function learnRule(people: RulePeople): LearntRule | null {
  const { isMember, weight } = people;
  const rows = Uint32Array.from(isMember.keys());
  const learnt = rows.filter((row) => row % 3 !== 2);
  const heldOut = rows.filter((row) => row % 3 === 2);
  const members = heldOut.reduce((sum, row) => sum + (isMember[row] ?? 0), 0);
  if (members < fewestHeldOut || heldOut.length - members < fewestHeldOut) return null;
  const { conditions } = growBox(people, learnt);
  const all = sumWeights(heldOut);
  const met = sumWeights(keepRows(heldOut, conditions, people));
  if (conditions.length === 0 || met.own + met.other === 0) return null;
  return { conditions, precision: met.own / (met.own + met.other), recall: met.own / all.own };

  function sumWeights(chosen: Uint32Array) {
    let [own, other] = [0, 0];
    for (const row of chosen)
      if (isMember[row] === 1) own += weight[row] ?? 0;
      else other += weight[row] ?? 0;
    return { own, other };
  }
}

function growBox(people: RulePeople, rows: Uint32Array): Box {
  const whole: Box = { conditions: [], rows, f1: 0 };
  let best = whole;
  let boxes = [whole];
  const members = rows.reduce((sum, row) => sum + (people.isMember[row] === 1 ? (people.weight[row] ?? 0) : 0), 0);
  for (let step = 0; step < mostConditions; step++) {
    const next = boxes.flatMap((box) => cutBox(box, people, members)).toSorted((a, b) => b.f1 - a.f1);
    boxes = next
      .slice(0, beam)
      .map(({ conditions, f1 }) => ({ conditions, f1, rows: keepRows(rows, conditions, people) }));
    const [first] = boxes;
    if (!first || first.f1 < best.f1 + leastGain) break;
    best = first;
  }
  return best;
}

/** The best cut of each feature and side. */
function cutBox({ conditions, rows }: Box, people: RulePeople, members: number): Omit<Box, "rows">[] {
  return people.columns.flatMap((column, feature) => {
    const cuts = cutValues(column, rows, people.isMember);
    if (cuts.length === 0) return [];
    const sums = sumBetween(cuts, column, rows, people);
    return (["least", "most"] as const).map((side) => {
      let [best, at] = [-1, 0];
      let [own, other] = [0, 0];
      for (let step = 0; step < cuts.length; step++) {
        // From the far end inwards: each cut lets in one more part.
        const i = side === "least" ? cuts.length - 1 - step : step;
        own += (side === "least" ? sums.ownFrom : sums.ownTo)[i] ?? 0;
        other += (side === "least" ? sums.otherFrom : sums.otherTo)[i] ?? 0;
        const f1 = (2 * own) / (own + other + members);
        if (f1 > best) [best, at] = [f1, i];
      }
      return { conditions: [...conditions, { feature, side, value: cuts[at] ?? 0 }], f1: best };
    });
  });
}

/**
 * Weights between neighbouring cuts. From[i]: values in [cut i, cut i+1), the last without an end; To[i]: in
 * (cut i−1, cut i], the first without a beginning.
 */
function sumBetween(
  cuts: readonly number[],
  column: Float64Array,
  rows: Uint32Array,
  { isMember, weight }: RulePeople,
) {
  const empty = () => new Float64Array(cuts.length);
  const sums = { ownFrom: empty(), otherFrom: empty(), ownTo: empty(), otherTo: empty() };
  for (const row of rows) {
    const value = column[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const w = weight[row] ?? 0;
    const isOwn = isMember[row] === 1;
    const to = firstNotBelow(cuts, value);
    const from = cuts[to] === value ? to : to - 1;
    const [fromSums, toSums] = isOwn ? [sums.ownFrom, sums.ownTo] : [sums.otherFrom, sums.otherTo];
    if (from >= 0) fromSums[from] = (fromSums[from] ?? 0) + w;
    if (to < cuts.length) toSums[to] = (toSums[to] ?? 0) + w;
  }
  return sums;
}

function firstNotBelow(cuts: readonly number[], value: number): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Quantiles of the members in the box, rounded to a tenth of their range's power of ten; ascending, without repeats. */
function cutValues(column: Float64Array, rows: Uint32Array, isMember: Uint8Array): number[] {
  const values = Float64Array.from(
    [...rows].filter((row) => isMember[row] === 1 && !Number.isNaN(column[row])),
    (row) => column[row] ?? 0,
  ).sort();
  if (values.length === 0) return [];
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0;
  const range = at(0.95) - at(0.05);
  const digits = range > 0 ? 1 - Math.floor(Math.log10(range)) : 12;
  const round = (value: number) =>
    digits >= 0 ? Number(value.toFixed(Math.min(digits, 12))) : Math.round(value * 10 ** digits) / 10 ** digits;
  const cuts = Array.from({ length: thresholds }, (_, i) => round(at(i / (thresholds - 1))));
  return [...new Set(cuts)].sort((a, b) => a - b);
}

function keepRows(rows: Uint32Array, conditions: readonly RuleCondition[], { columns }: RulePeople): Uint32Array {
  return rows.filter((row) =>
    conditions.every(({ feature, side, value }) => {
      const own = columns[feature]?.[row] ?? Number.NaN;
      return side === "least" ? own >= value : own <= value;
    }),
  );
}
