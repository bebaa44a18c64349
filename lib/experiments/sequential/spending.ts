import type { AlphaSpending } from "../config-schema.ts";
import { normalQuantile, normalSurvival } from "../distributions/normal.ts";
import { exitAbove, startWalk, stepWalk, type Walk } from "./brownian-walk.ts";
import type { GroupSequentialPlan } from "./crossing.ts";
import { solveIncreasing } from "./solve-increasing.ts";

/** What each side has spent of its α/2 by a share t of the planned users (Lan & DeMets 1983, doi:10.1093/biomet/70.3.659). */
const spendings: Readonly<Record<AlphaSpending, (t: number, alpha: number) => number>> = {
  /** 2·(1 − Φ(z_{1−α/4}/√t)): hardly anything early. */
  "obrien-fleming": (t, alpha) => 2 * normalSurvival(-normalQuantile(alpha / 4) / Math.sqrt(t)),
  /** α/2·ln(1 + (e − 1)t): about evenly. */
  pocock: (t, alpha) => (alpha / 2) * Math.log1p((Math.E - 1) * t),
};

/**
 * |z| from which a two-sided test stops at each look, so that α is spent as planned whatever the times. α: of both sides together.
 * clock: share of the planned users at each look, 1 where all is to be spent; else the information itself.
 */
export function spendAlpha(
  times: readonly number[],
  alpha: number,
  spending: AlphaSpending = "obrien-fleming",
  clock: readonly number[] = times,
): GroupSequentialPlan {
  const bounds: number[] = [];
  let spent = 0;
  let walk = startWalk();
  for (const [look, time] of times.entries()) {
    const until = spendings[spending](clock[look] ?? 1, alpha);
    const bound = solveBound(walk, time, until - spent);
    spent = until;
    bounds.push(bound);
    if (look < times.length - 1) walk = stepWalk(walk, time, bound, 0);
  }
  return { times, bounds };
}

/** The bound that paths exceed with this chance, by √(−2 ln chance), which is nearly straight in it; 38 where no chance is left. */
function solveBound(walk: Walk, time: number, chance: number): number {
  if (!(chance > 0)) return farthest;
  const depth = (p: number) => Math.sqrt(-2 * Math.log(Math.max(p, Number.MIN_VALUE)));
  const excess = (bound: number) => depth(exitAbove(walk, time, bound, 0)) - depth(chance);
  return excess(0) >= 0 ? 0 : solveIncreasing(excess, 0, farthest);
}

const farthest = 38;
