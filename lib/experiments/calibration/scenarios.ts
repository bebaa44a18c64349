import { benjaminiHochberg } from "../corrections/benjamini-hochberg.ts";
import { holm } from "../corrections/holm.ts";
import { bootstrapT, bootstrapTSymmetric } from "../statistics/bootstrap-t.ts";
import { cupedJoint } from "../statistics/cuped-joint.ts";
import { johnson } from "../statistics/johnson.ts";
import { permutationT } from "../statistics/permutation-t.ts";
import { postStratified } from "../statistics/post-stratified.ts";
import type { Statistic } from "../statistics/statistic.ts";
import { welch } from "../statistics/welch.ts";
import { normal, type Population, quantile, ratio, share, spend, stratified, withCovariate } from "./populations.ts";
import {
  type Found,
  type SimulationOptions,
  simulateAlwaysValid,
  simulateChances,
  simulateFamilies,
  simulateGroupSequential,
  simulateMisses,
  simulateTests,
} from "./simulate.ts";

/** What a rate, in per cent, must be: of a test that leads 4–6; of one that is discrete at few events at most 6; else at most 5. */
export type Bar = "4–6" | "≤ 6" | "≤ 5" | null;

/** A line of the table: a method on a population. */
export interface Scenario {
  readonly part: "fixed" | "skew" | "misses" | "sequential" | "families";
  readonly population: string;
  readonly users: string;
  readonly method: string;
  /** null: shown beside the one that leads. */
  readonly bar: Bar;
  run(options: SimulationOptions): Found;
}

type Sizes = readonly [number, number];

const sizesText = ([a, b]: Sizes) => `${a.toLocaleString("en")} and ${b.toLocaleString("en")}`;
const methodText = (method: Statistic | null) => (method === null ? "the one that leads" : method.label.en);

function test(
  population: Population,
  sizes: Sizes,
  method: Statistic | null,
  bar: Bar,
  part: Scenario["part"] = "fixed",
): Scenario {
  return {
    ...{ part, population: population.name, users: sizesText(sizes), method: methodText(method), bar },
    run: (options) => simulateTests(population, sizes, method, options),
  };
}

const chances = (population: Population, sizes: Sizes): Scenario => ({
  ...{ part: "fixed", population: population.name, users: sizesText(sizes) },
  ...{ method: "chance to win above 97.5 % or below 2.5 %", bar: "4–6" },
  run: (options) => simulateChances(population, sizes, options),
});

const skewed: readonly (readonly [Sizes, Bar])[] = [
  [[400, 1600], "≤ 6"],
  [[1600, 1600], "≤ 6"],
  [[1600, 6400], "4–6"],
];
/** At these all methods are tried. */
const compared = [0, 1, 2];

/** Half as many buyers again. The mean order of `spend` is about 105, its share of buyers .00903. */
const lifted = { lift: 0.5, difference: 0.5 * 0.00903 * (29.99 + 0.65 * 120 * (1 - Math.exp(-469.01 / 120))) };

const always = (population: Population, looks: readonly number[]): Scenario => ({
  ...{ part: "sequential", population: population.name, bar: "≤ 5", method: `always-valid, ${looks.length} looks` },
  users: `${(looks[0] ?? 0).toLocaleString("en")} to ${(looks.at(-1) ?? 0).toLocaleString("en")}`,
  run: (options) => simulateAlwaysValid(population, looks, options),
});

const sequential = (
  population: Population,
  looks: readonly number[],
  spending: "obrien-fleming" | "pocock",
): Scenario => ({
  ...{ part: "sequential", population: population.name, bar: "≤ 5" },
  method: `group sequential, ${looks.length} looks, ${spending === "pocock" ? "Pocock-like" : "O'Brien–Fleming-like"}`,
  users: `${(looks[0] ?? 0).toLocaleString("en")} to ${(looks.at(-1) ?? 0).toLocaleString("en")}`,
  run: (options) => simulateGroupSequential(population, looks, spending, options),
});

const growing = (from: number, to: number, looks: number) =>
  Array.from({ length: looks }, (_, at) => 2 * Math.round((from * (to / from) ** (at / (looks - 1))) / 2));
const fifths = (to: number) => [1, 2, 3, 4, 5].map((look) => (look * to) / 5);
const uneven = (to: number) => [0.1, 0.3, 0.35, 0.8, 1].map((part) => 2 * Math.round((part * to) / 2));

const family = (
  name: string,
  correction: typeof holm,
  lifts: readonly number[],
  errors: "any" | "share",
): Scenario => ({
  ...{ part: "families", population: name, users: "200 and 300", bar: "≤ 5" },
  method: `${correction.label.en}: ${errors === "any" ? "any false finding" : "false findings among all"}`,
  run: (options) => simulateFamilies(correction, lifts, errors, options),
});

const nothing = Array.from({ length: 10 }, () => 0);
const mixed = [0.35, 0.35, 0.35, 0.35, 0, 0, 0, 0, 0, 0];

/** Everything that a report may lead with, and what it does without an effect. */
export const scenarios: readonly Scenario[] = [
  test(normal, [50, 150], null, "4–6"),
  test(normal, [2000, 2000], null, "4–6"),
  test(share(0.005), [2000, 8000], null, "≤ 6"),
  test(share(0.05), [2000, 8000], null, "4–6"),
  test(ratio, [300, 900], null, "4–6"),
  test(withCovariate, [150, 450], null, "4–6"),
  test(withCovariate, [150, 450], cupedJoint, null),
  test(quantile(0.5), [300, 900], null, "4–6"),
  test(quantile(0.9), [1000, 3000], null, "4–6"),
  test(stratified, [300, 900], postStratified, "4–6"),
  test(stratified, [300, 900], welch, null),
  chances(normal, [200, 600]),
  chances(share(0.1), [1000, 1000]),
  ...skewed.flatMap(([sizes, bar], at) => [
    test(spend(), sizes, null, bar, "skew"),
    ...(compared.includes(at)
      ? [welch, johnson, bootstrapT, bootstrapTSymmetric].map((one) => test(spend(), sizes, one, null, "skew"))
      : []),
  ]),
  test(spend(), [20_000, 20_000], null, "4–6", "skew"),
  ...[permutationT, welch].map((method) => test(spend(2), [400, 1600], method, null, "skew")),
  ...[permutationT, bootstrapT, welch].map(
    (method): Scenario => ({
      ...{ part: "misses", population: "spend, half as many buyers again", users: sizesText([400, 1600]) },
      ...{ method: methodText(method), bar: null },
      run: (options) => simulateMisses(spend(), [400, 1600], method, options, lifted),
    }),
  ),
  always(normal, growing(20, 20_000, 60)),
  always(share(0.05), growing(200, 20_000, 60)),
  always(ratio, growing(200, 20_000, 60)),
  always(withCovariate, growing(200, 20_000, 60)),
  always(spend(), growing(2000, 40_000, 20)),
  sequential(normal, fifths(2000), "obrien-fleming"),
  sequential(normal, fifths(2000), "pocock"),
  sequential(normal, uneven(2000), "obrien-fleming"),
  sequential(share(0.05), fifths(4000), "obrien-fleming"),
  sequential(share(0.05), uneven(4000), "pocock"),
  sequential(ratio, fifths(2000), "pocock"),
  sequential(withCovariate, fifths(2000), "obrien-fleming"),
  sequential(spend(), [1500, 3000, 4500], "pocock"),
  family("ten comparisons, none real", holm, nothing, "any"),
  family("ten comparisons, four real", holm, mixed, "any"),
  family("ten comparisons, none real", benjaminiHochberg, nothing, "share"),
  family("ten comparisons, four real", benjaminiHochberg, mixed, "share"),
];
