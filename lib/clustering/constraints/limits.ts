import { formatShare } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { LinkedRows } from "./link-users.ts";

/** Shares of users that a segment holds at least and at most; 0 and 1: whatever comes. */
export interface SizeLimits {
  readonly smallest: number;
  readonly largest: number;
}

/** What a param asks that cannot be had. */
export interface Refusal {
  readonly param: string;
  readonly problem: Localised;
}

export function isLimited({ smallest, largest }: SizeLimits): boolean {
  return smallest > 0 || largest < 1;
}

/** Shares are written in decimals: 3 × 0.3333 is meant to be all. */
const slack = 1e-3;

/** Why k segments cannot keep to the limits; null: they can. */
export function refuseLimits(k: number, { smallest, largest }: SizeLimits): Refusal | null {
  if (smallest > largest)
    return {
      param: "smallest",
      problem: { en: "it is above the largest share", zh: "最小占比大于最大占比" },
    };
  if (k * largest < 1 - slack)
    return {
      param: "largest",
      problem: {
        en: `${k} segments of at most ${formatShare(largest, "en")} each do not hold all users`,
        zh: `${k} 个人群、每个最多 ${formatShare(largest, "zh")}，容不下全部用户`,
      },
    };
  if (k * smallest > 1 + slack)
    return {
      param: "smallest",
      problem: {
        en: `${k} segments of at least ${formatShare(smallest, "en")} each need more users than there are`,
        zh: `${k} 个人群、每个至少 ${formatShare(smallest, "zh")}，所需用户超过总数`,
      },
    };
  return null;
}

/** Users a cluster, of n in k: shares rounded inwards, but never so that nothing fits. No cluster is empty. */
export function boundsOfSizes(n: number, k: number, { smallest, largest }: SizeLimits): { low: number; high: number } {
  return {
    low: Math.max(Math.min(1, Math.floor(n / k)), Math.min(Math.floor(n / k), Math.ceil(smallest * n - slack))),
    high: Math.max(Math.ceil(n / k), Math.floor(largest * n + slack)),
  };
}

/**
 * Why k segments of n users cannot be made where some go together; null: they can, as far as numbers tell. A unit has to fit into a
 * segment, and to leave enough for all the others.
 */
export function refuseTogether(n: number, k: number, { units }: LinkedRows, limits: SizeLimits): Refusal | null {
  const linked = units.reduce((sum, rows) => sum + rows.length, 0);
  const together = units.reduce((most, rows) => Math.max(most, rows.length), 0);
  const { low, high } = boundsOfSizes(n, k, limits);
  const parts = n - linked + units.length;
  if (parts < k)
    return {
      param: "pairs",
      problem: {
        en: `so many of the ${n} users are to go together that no more than ${parts} segments can be made, not ${k}`,
        zh: `${n} 位用户中要求在一起的太多，最多只能划分为 ${parts} 个人群，而不是 ${k} 个`,
      },
    };
  if (together <= high && (k - 1) * low <= n - together) return null;
  return {
    param: "pairs",
    problem: {
      en: `${together} of ${n} users are to go together, which ${k} segments cannot do within the limits of size`,
      zh: `${n} 位用户中有 ${together} 位要求在一起，${k} 个人群无法同时满足规模限制`,
    },
  };
}
