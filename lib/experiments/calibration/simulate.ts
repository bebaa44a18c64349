import type { Outcome } from "../../core/outcome.ts";
import { createRandom, type Random } from "../../core/random.ts";
import type { Kernels } from "../../kernels/pool.ts";
import type { ArmSample } from "../arm-statistics.ts";
import { bayesianEffect } from "../bayes/bayesian-effect.ts";
import { optionsOf } from "../compare-arms.ts";
import { ExperimentConfig } from "../config-schema.ts";
import type { Correction } from "../corrections/correction.ts";
import { normalSurvival } from "../distributions/normal.ts";
import { planLook } from "../sequential/look-plan.ts";
import { boundOf } from "../sequential/repeated.ts";
import { alwaysValid } from "../statistics/always-valid.ts";
import { fixedLead } from "../statistics/fixed-lead.ts";
import type { CompareOptions, Estimate, Statistic } from "../statistics/statistic.ts";
import { judgeComparison } from "../verdict.ts";
import { join, normal, type Population } from "./populations.ts";

export interface SimulationOptions {
  readonly runs: number;
  readonly seed: number;
  readonly kernels: Kernels;
}

/** Runs by what was found; of `runs`. Inconclusive ones found nothing. */
export interface Found {
  readonly runs: number;
  readonly below: number;
  readonly above: number;
  readonly inconclusive: number;
}

type Finding = "below" | "above" | "nothing" | "inconclusive";
/** How two arms are compared: null is the method that leads. */
export type Method = Statistic | null;

/** Tests of two arms without an effect, or with one: what a verdict at 5 % says. */
export function simulateTests(
  population: Population,
  sizes: readonly [number, number],
  method: Method,
  options: SimulationOptions,
  lift = 0,
): Found {
  return count(options, `${population.name}/${sizes}`, (random) => {
    const arms = drawArms(population, sizes, random, lift);
    return verdictOf(compare(population, arms, method, fixedOptions(population, options, random)), 0.05);
  });
}

/** The same by chance to win: above 97.5 %, or below 2.5 %. */
export function simulateChances(
  population: Population,
  sizes: readonly [number, number],
  options: SimulationOptions,
): Found {
  return count(options, `${population.name}/${sizes}`, (random) => {
    const arms = drawArms(population, sizes, random, 0);
    const difference = compare(population, arms, null, fixedOptions(population, options, random));
    const effect = bayesianEffect(population.metric, ...arms, difference, null, 0.05);
    if (!effect.ok) return "inconclusive";
    const { chanceToWin } = effect.value;
    return chanceToWin > 0.975 ? "above" : chanceToWin < 0.025 ? "below" : "nothing";
  });
}

/** Intervals that miss a true difference: lie below or above it. */
export function simulateMisses(
  population: Population,
  sizes: readonly [number, number],
  method: Method,
  options: SimulationOptions,
  effect: { readonly lift: number; readonly difference: number },
): Found {
  return count(options, `${population.name}/${sizes}`, (random) => {
    const arms = drawArms(population, sizes, random, effect.lift);
    const outcome = compare(population, arms, method, fixedOptions(population, options, random));
    if (!outcome.ok) return "inconclusive";
    const { low, high } = outcome.value;
    return low > effect.difference ? "above" : high < effect.difference ? "below" : "nothing";
  });
}

/** Always-valid tests read at every one of these numbers of users in both arms, half in each: was anything ever found? */
export function simulateAlwaysValid(
  population: Population,
  looks: readonly number[],
  options: SimulationOptions,
): Found {
  return count(options, `${population.name}/${looks.length}`, (random) =>
    readGrowing(population, looks, random, (arms) =>
      verdictOf(compare(population, arms, alwaysValid, fixedOptions(population, options, random)), 0.05),
    ),
  );
}

/** Group sequential tests read at these numbers of users, by the bounds of their spending function. */
export function simulateGroupSequential(
  population: Population,
  looks: readonly number[],
  spending: ExperimentConfig["spending"],
  options: SimulationOptions,
): Found {
  const alphas = looks.map((users, at) => {
    const lookUsers = looks.slice(0, at);
    const planned = { looks: looks.length, plannedUsers: looks.at(-1), spending, ...(at > 0 ? { lookUsers } : {}) };
    const plan = planLook(ExperimentConfig.parse(planned), users);
    return plan.ok ? 2 * normalSurvival(boundOf(plan.value, 0.05)) : 0;
  });
  return count(options, `${population.name}/${looks.length}`, (random) =>
    readGrowing(population, looks, random, (arms, look) => {
      const alpha = alphas[look] ?? 0;
      return verdictOf(compare(population, arms, null, { ...fixedOptions(population, options, random), alpha }), alpha);
    }),
  );
}

/**
 * Families of as many comparisons as there are lifts, independent of one another: "above" counts runs with any false finding
 * (Holm), or adds up false findings as shares of all (Benjamini–Hochberg).
 */
export function simulateFamilies(
  correction: Correction,
  lifts: readonly number[],
  errors: "any" | "share",
  options: SimulationOptions,
): Found {
  let above = 0;
  for (const random of streamsOf(options, `family/${lifts}`)) {
    const pValues = lifts.map((lift) => {
      const outcome = compare(
        normal,
        drawArms(normal, [200, 300], random, lift),
        null,
        fixedOptions(normal, options, random),
      );
      return outcome.ok ? outcome.value.pValue : 1;
    });
    const found = correction.adjust(pValues).flatMap((p, at) => (p < 0.05 ? [lifts[at] === 0] : []));
    const wrong = found.filter(Boolean).length;
    above += errors === "any" ? Number(wrong > 0) : wrong / Math.max(1, found.length);
  }
  return { runs: options.runs, below: 0, above, inconclusive: 0 };
}

function count(options: SimulationOptions, purpose: string, test: (random: Random) => Finding): Found {
  const found = { below: 0, above: 0, nothing: 0, inconclusive: 0 };
  for (const random of streamsOf(options, purpose)) found[test(random)]++;
  return { runs: options.runs, below: found.below, above: found.above, inconclusive: found.inconclusive };
}

/** Each run its own stream, so that methods see the same users. */
function* streamsOf({ seed, runs }: SimulationOptions, purpose: string): Generator<Random> {
  const seeds = createRandom(seed).fork(purpose);
  for (let run = 0; run < runs; run++) yield createRandom(seeds.int(0x1_0000_0000));
}

function drawArms(
  population: Population,
  [control, treatment]: readonly [number, number],
  random: Random,
  lift: number,
): readonly [ArmSample, ArmSample] {
  return [population.draw(random, control), population.draw(random, treatment, lift)];
}

function readGrowing(
  population: Population,
  looks: readonly number[],
  random: Random,
  read: (arms: readonly [ArmSample, ArmSample], look: number) => Finding,
): Finding {
  let arms: readonly [ArmSample, ArmSample] | null = null;
  let found: Finding = "inconclusive";
  for (const [look, users] of looks.entries()) {
    const each = Math.round((users - (looks[look - 1] ?? 0)) / 2);
    const [a, b] = drawArms(population, [each, each], random, 0);
    arms = arms ? [join(arms[0], a), join(arms[1], b)] : [a, b];
    const now = read(arms, look);
    if (now === "below" || now === "above") return now;
    if (now === "nothing") found = now;
  }
  return found;
}

function compare(
  { metric }: Population,
  arms: readonly [ArmSample, ArmSample],
  method: Method,
  options: CompareOptions,
): Outcome<Estimate> {
  if (method) return method.compare(...arms, options);
  const lead = fixedLead(metric, ...arms);
  return lead.ok ? lead.value.compare(...arms, options) : lead;
}

const config = ExperimentConfig.parse({});

function fixedOptions({ metric }: Population, { kernels }: SimulationOptions, random: Random): CompareOptions {
  return { ...optionsOf(metric, "", config, kernels), random: random.fork("method") };
}

function verdictOf(outcome: Outcome<Estimate>, alpha: number): Finding {
  if (!outcome.ok) return "inconclusive";
  const { estimate: difference, low, high, pValue } = outcome.value;
  const verdict = judgeComparison({ difference, low, high, pValue, pValueCorrected: pValue }, "up", alpha);
  return verdict === "better" ? "above" : verdict === "worse" ? "below" : "nothing";
}
