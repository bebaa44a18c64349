import type { DesignEstimate, VisibleEffect } from "../design-schema.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { MOST_SKEWNESS } from "../statistics/skewness-of-difference.ts";
import type { Baseline } from "./baseline.ts";
import type { DesignInput } from "./design-input.ts";
import { powerAt } from "./means.ts";
import { multiplierOf } from "./multiplier.ts";
import { smallestRise } from "./proportions.ts";
import { daysFor, usersAfter } from "./reach.ts";
import { describeEstimate, describeUnknown, type EstimateWords, warnOfDesign, warnOfSegment } from "./wording.ts";

const weeks = [1, 2, 4, 8];
/** A change of half the present level is more than most actions bring about. */
const largestUseful = 0.5;
const fewestUsers = 100;

/** How large an effect must be to be seen, how many users and days it takes, and which segments are too small to be read alone. */
export function estimateDesign(input: DesignInput): DesignEstimate {
  const { everybody, metric, power, segments } = input;
  const alpha = alphaOf(input);
  const see = sightOf(input, alpha);
  const usersOf = (days: number) => Math.floor(usersIn(input, days) * input.participation);
  const visible = (days: number, users: number, baseline: Baseline): VisibleEffect => {
    const absolute = see(users, baseline);
    return { days, users, absolute, relative: partOf(absolute, baseline) };
  };
  const planned = everybody && visible(input.days, usersOf(input.days), everybody);
  const needed = everybody && input.effect !== null ? usersNeeded(input, everybody, see) : null;
  const words: EstimateWords = { input, alpha, planned, needed };
  return {
    metric: { name: metric.name, type: metric.type, unit: metric.unit },
    sentence: planned ? describeEstimate(words) : describeUnknown(input),
    baseline: everybody && { value: everybody.value, sd: everybody.sd },
    ...{ alpha, power, planned },
    weeks: everybody ? weeksOf(input, everybody, usersOf, visible) : [],
    ...{ needed, chance: chanceOf(input, planned) },
    segments: segments.map(({ segment, users, baseline }) => {
      const own = Math.floor(users * input.participation * shareSeen(input));
      const seen = baseline ? visible(input.days, own, baseline) : null;
      const tooFew = own * smallestShare(input) < fewestUsers;
      const isTooSmall = tooFew || seen?.relative == null || Math.abs(seen.relative) > (input.effect ?? largestUseful);
      return {
        ...{ segment, users: own, value: baseline?.value ?? null, isTooSmall },
        ...{ absolute: seen?.absolute ?? null, relative: seen?.relative ?? null },
        warning: isTooSmall ? warnOfSegment(segment, own, seen?.relative ?? null) : null,
      };
    }),
    curve: everybody ? curveOf(planned?.users ?? 0, everybody, see) : [],
    warnings: warnOfDesign(words, usersForSkew(everybody, planned, input)),
  };
}

/** Bonferroni over the arms that are compared with the control: the first step of Holm's, the one that counts for planning. */
export function alphaOf({ config, shares }: Pick<DesignInput, "config" | "shares">): number {
  return config.corrections === "none" ? config.alpha : config.alpha / Math.max(1, shares.length - 1);
}

/** The smallest change that the smallest arm shows against the control, by users in all arms; null where there is none. */
function sightOf(input: DesignInput, alpha: number): (users: number, baseline: Baseline) => number | null {
  const { config, metric, power, shares } = input;
  const total = shares.reduce((sum, share) => sum + share, 0);
  const [control, arm] = [(shares[0] ?? 0) / total, smallestShare(input)];
  const multiplier = multiplierOf({ ...config, alpha, power });
  return (users, { value, sd }) => {
    const [n, ratio] = [users * control, arm / control];
    if (!(n * ratio >= 2)) return null;
    const reach = multiplier(users * (control + arm));
    const spread = value * (1 - value);
    if (metric.type !== "proportion" || !(spread > 0)) return reach * sd * Math.sqrt(1 / n + 1 / (n * ratio));
    // What the covariate leaves of the noise is left at both shares.
    const scale = reach * (sd / Math.sqrt(spread));
    if (metric.direction === "up") return smallestRise(value, scale, n, ratio);
    const fall = smallestRise(1 - value, scale, n, ratio);
    return fall === null ? null : -fall;
  };
}

function smallestShare({ shares }: DesignInput): number {
  return Math.min(...shares.slice(1)) / shares.reduce((sum, share) => sum + share, 0);
}

/** Of a list everybody is there from the first day on. */
function usersIn({ entry, reach, everybody }: DesignInput, days: number): number {
  return entry === "start" ? (everybody?.users ?? 0) : usersAfter(reach, days);
}

/** Of arrivals: which part of those ever seen comes within the planned days. Segments come as everybody does. */
function shareSeen(input: DesignInput): number {
  const all = input.segments.reduce((sum, { users }) => sum + users, 0);
  return input.entry === "start" || all === 0 ? 1 : Math.min(1, usersAfter(input.reach, input.days) / all);
}

function partOf(absolute: number | null, { value }: Baseline): number | null {
  return absolute === null || value === 0 ? null : Math.abs(absolute / value);
}

function weeksOf(
  { entry, windows }: DesignInput,
  everybody: Baseline,
  usersOf: (days: number) => number,
  visible: (days: number, users: number, baseline: Baseline) => VisibleEffect,
): VisibleEffect[] {
  if (entry === "start") return windows.map(({ days, baseline }) => visible(days, usersOf(days), baseline));
  return weeks.map((week) => visible(7 * week, usersOf(7 * week), everybody));
}

/** The smallest number of users that shows the asked effect, by halving: what is seen shrinks with every user. */
function usersNeeded(
  input: DesignInput,
  everybody: Baseline,
  see: (users: number, baseline: Baseline) => number | null,
): DesignEstimate["needed"] {
  const wanted = Math.abs((input.effect ?? 0) * everybody.value);
  const shows = (users: number) => Math.abs(see(users, everybody) ?? Number.POSITIVE_INFINITY) <= wanted;
  let [low, high] = [0, 1e12];
  if (wanted === 0 || !shows(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shows(middle)) high = middle;
    else low = middle;
  }
  const people = high / input.participation;
  if (input.entry === "arrival") return { users: high, days: daysFor(input.reach, people) };
  return { users: high, days: people <= everybody.users ? input.windowDays : null };
}

/**
 * Chance to find the asked effect with the planned users. The smallest visible effect is (z + z_power) standard errors away, so
 * that the asked one is effect/smallest·(z + z_power) away; of a fixed test both tails count.
 */
function chanceOf(input: DesignInput, planned: VisibleEffect | null): number | null {
  const { config, effect, power } = input;
  if (effect === null || planned?.relative == null || planned.relative === 0) return null;
  const total = input.shares.reduce((sum, share) => sum + share, 0);
  const compared = planned.users * ((input.shares[0] ?? 0) / total + smallestShare(input));
  const reach = multiplierOf({ ...config, alpha: alphaOf(input), power })(compared);
  return powerAt(reach - normalQuantile(power), (effect / planned.relative) * reach, config.alternative);
}

function curveOf(
  planned: number,
  everybody: Baseline,
  see: (users: number, baseline: Baseline) => number | null,
): DesignEstimate["curve"] {
  const centre = Math.max(200, planned);
  return Array.from({ length: 33 }, (_, i) => Math.round(centre * 10 ** ((i - 16) / 16))).flatMap((users) => {
    const relative = partOf(see(users, everybody), everybody);
    return relative === null ? [] : [{ users, relative }];
  });
}

/**
 * Users in all arms from which a plain interval may be trusted, where there are fewer: two arms of one skewness γ differ by a mean
 * of skewness γ·|1/n_t² − 1/n_c²|/(1/n_t + 1/n_c)^1.5, which shrinks with √n and is 0 for equal arms.
 */
function usersForSkew(everybody: Baseline | null, planned: VisibleEffect | null, input: DesignInput): number | null {
  if (input.metric.type !== "mean" || everybody?.skewness == null || !planned || planned.users === 0) return null;
  const total = input.shares.reduce((sum, share) => sum + share, 0);
  const [control, arm] = [(planned.users * (input.shares[0] ?? 0)) / total, planned.users * smallestShare(input)];
  const skewness = (everybody.skewness * (1 / arm ** 2 - 1 / control ** 2)) / (1 / arm + 1 / control) ** 1.5;
  const times = (skewness / MOST_SKEWNESS) ** 2;
  return times > 1 ? planned.users * times : null;
}
