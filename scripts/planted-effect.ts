import { createRandom } from "../lib/core/random.ts";
import { analyse } from "../lib/experiments/analyse.ts";
import { type ArmStatistics, fromSums, mergeArms } from "../lib/experiments/arm-statistics.ts";
import { createAssigner } from "../lib/experiments/assignment/assign.ts";
import { ExperimentConfig } from "../lib/experiments/config-schema.ts";
import type { ReducedExperiment } from "../lib/experiments/reduced.ts";
import type { ExperimentReport } from "../lib/experiments/report-schema.ts";
import type { Kernels } from "../lib/kernels/pool.ts";
import { createPeriod, daySeconds } from "../lib/sample/calendar.ts";
import { answerOf, experimentDays } from "../lib/sample/experiment.ts";
import { drawHistory } from "../lib/sample/history.ts";
import { type CampaignKind, type Persona, type PersonaId, personas } from "../lib/sample/personas.ts";
import { createUser, createUserSource, roleAt } from "../lib/sample/user.ts";

/** A user of the sample shop as a test of its last days meets them. */
export interface ShopUser {
  readonly id: string;
  readonly persona: Persona;
  /** Would they have ordered anyway? */
  readonly orders: boolean;
}

export interface PlantedEffect {
  readonly persona: PersonaId | null;
  readonly effect: number | CampaignKind;
  /** Share of the treated whose rows are lost. */
  readonly mismatch?: number;
}

const arms = ["control", "treatment"] as const;

/** Everybody who was there when the last days of `days` began. Drawn once: tests differ in who is treated and who answers. */
export function drawShop(users: number, days: number, seed: number): ShopUser[] {
  const source = createUserSource(seed, "en", days);
  const period = createPeriod(days);
  const start = days - experimentDays;
  return Array.from({ length: users }, (_, index) => createUser(source, index))
    .filter(({ joined }) => joined < start)
    .map((user) => ({
      id: user.id,
      persona: roleAt(user, start).persona,
      orders: drawHistory(user, period).some(({ time }) => time >= start * daySeconds && time < days * daySeconds),
    }));
}

/** The report of one test on them: assigned by the product's hash, answered by chance, judged by persona with Holm's correction. */
export function reportPlanted(
  shop: readonly ShopUser[],
  { persona: planted, effect, mismatch = 0 }: PlantedEffect,
  test: number,
  kernels: Kernels,
): ExperimentReport {
  const halves = arms.map((arm) => ({ arm, share: 1 }));
  const assign = createAssigner({ key: `planted-${test}`, arms: halves, holdout: null, layer: null });
  const random = createRandom(test);
  const counts = personas.map(() => arms.map(() => ({ n: 0, ordered: 0 })));
  for (const { id, persona, orders } of shop) {
    const arm = assign(id).arm === "treatment" ? 1 : 0;
    const isLost = random.next() < mismatch && arm === 1;
    const answers = random.next() < answerOf(persona, planted, effect) && arm === 1;
    const count = counts[personas.indexOf(persona)]?.[arm];
    if (isLost || !count) continue;
    count.n++;
    if (orders || answers) count.ordered++;
  }
  return analyse(reduce(counts), kernels);
}

interface Count {
  readonly n: number;
  readonly ordered: number;
}

function reduce(counts: readonly (readonly Count[])[]): ReducedExperiment {
  const config = ExperimentConfig.parse({
    ...{ arm: "arm", control: "control", segment: "segment", shares: { control: 0.5, treatment: 0.5 } },
    metrics: [{ name: "ordered", type: "proportion", column: "ordered", role: "primary" }],
    bySegment: "corrected",
  });
  const samples = arms.map((_, arm) => {
    const strata = counts.map((count) => statisticsOf(count[arm] ?? { n: 0, ordered: 0 }));
    return { statistics: mergeArms(strata), values: null, strata };
  });
  const users = samples.map(({ statistics }) => statistics.n);
  const all = users.reduce((total, n) => total + n, 0);
  return {
    ...{ config, arms, users, rows: { in: all, used: all, leftOut: [] }, usersInSeveralArms: 0, assigned: null },
    ...{ looks: null, period: null, days: [], notes: [] },
    metrics: config.metrics.map((metric) => ({ metric, samples, missing: [0, 0] })),
    segments: personas.map(({ id }, at) => ({ segment: id, n: (counts[at] ?? []).map(({ n }) => n) })),
  };
}

function statisticsOf({ n, ordered }: Count): ArmStatistics {
  const ends = { minimum: ordered < n ? 0 : 1, maximum: ordered > 0 ? 1 : 0, nonZero: ordered };
  return fromSums({ n, variables: ["value"], sums: [ordered], products: [[ordered]], sumCubes: ordered, ...ends });
}

/** Of so many tests: in how many the planted persona was found, and in how many any other was. */
export function countPlanted(shop: readonly ShopUser[], planted: PlantedEffect, tests: number, kernels: Kernels) {
  const found = { planted: 0, others: 0, blocked: 0 };
  for (let test = 0; test < tests; test++) {
    const { bySegment, decision } = reportPlanted(shop, planted, test, kernels);
    const told = bySegment.filter(({ pValueCorrected }) => pValueCorrected !== null && pValueCorrected < 0.05);
    if (told.some(({ segment, difference }) => segment === planted.persona && (difference ?? 0) > 0)) found.planted++;
    if (told.some(({ segment }) => segment !== planted.persona)) found.others++;
    if (decision.verdict === "blocked") found.blocked++;
  }
  return found;
}
