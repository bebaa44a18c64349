import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { ExperimentConfig } from "../config-schema.ts";
import { analyseUplift } from "./analyse-uplift.ts";
import { type PlantedShape, plantedUsers } from "./fixtures/planted-users.ts";

function analyse(shape: PlantedShape, extra: object = {}, metric: object = {}) {
  const config = ExperimentConfig.parse({
    metrics: [{ name: "spend", type: "mean", column: "spend", ...metric }],
    uplift: { metric: "spend", features: ["age", "town"] },
    ...extra,
  });
  const [spend] = config.metrics;
  if (!spend) throw new Error("no metric");
  return analyseUplift(plantedUsers(shape), spend, config, createRandom(1), () => {});
}

describe("an effect on the old alone", () => {
  const { report, policy } = analyse({ n: 3000, seed: 1, effect: (age) => (age > 45 ? 0.8 : -0.5) });

  test("learners of features order users better than chance, the segment of the town does not", () => {
    const told = report.learners.filter(({ qini }) => (qini?.low ?? 0) > 0).map(({ id }) => id);
    expect(told).toEqual(["two-model-trees", "two-model-linear", "transformed-outcome"]);
    expect(report.sentence.en).toMatch(
      /^Whom the variant moves on spend a user can be told in part: 3 of 4 learners, each tested alone,/,
    );
    const best = report.learners[0]?.upliftAt.find(({ share }) => share === 0.3)?.uplift;
    expect(best?.low).toBeGreaterThan(0.4);
  });

  test("the curve ends where everybody is treated", () => {
    for (const { curve } of report.learners) {
      expect(curve[0]).toEqual({ share: 0, gain: 0, random: 0 });
      expect(curve.at(-1)?.gain).toBeCloseTo(report.policy?.treatAll.value ?? Number.NaN, 10);
      expect(curve.at(-1)?.random).toBeCloseTo(curve.at(-1)?.gain ?? Number.NaN, 12);
    }
  });

  test("the policy treats the old, says so, and beats treating everybody", () => {
    expect(report.policy?.rule.en).toMatch(/^Treat where .*age is above (3[89]|4[0-7])/);
    expect(report.policy?.fidelity).toBeGreaterThan(0.85);
    expect(report.policy).toMatchObject({ verdict: "policy", currency: null });
    expect(report.policy?.share).toBeGreaterThan(0.4);
    expect(report.policy?.share).toBeLessThan(0.7);
    expect(policy?.isTreated).toHaveLength(3000);
    const { gain, treatAll, advantage } = report.policy ?? {};
    expect(advantage?.value).toBeCloseTo((gain?.value ?? 0) - (treatAll?.value ?? 0), 10);
    // 0.5 · 0.5 lost on the young is what the best policy saves.
    expect(advantage?.high).toBeGreaterThan(0.15);
  });

  test("the same seed gives the same numbers", () => {
    const again = analyse({ n: 3000, seed: 1, effect: (age) => (age > 45 ? 0.8 : -0.5) });
    expect(again.report).toEqual(report);
  });
});

test("the same effect on everybody: nothing to order by, and no policy beats treating everybody", () => {
  const { report } = analyse({ n: 2000, seed: 2, effect: () => 0.8 });
  expect(report.learners.filter(({ qini }) => (qini?.low ?? 0) > 0)).toEqual([]);
  expect(report.sentence.en).toMatch(/no ordering is better than chance\.$/);
  expect(report.policy?.verdict).toBe("everybody");
  expect(report.policy?.sentence.en).toMatch(/^No policy beats treating everybody: /);
});

test("treatment that costs more than it brings: no policy beats treating nobody", () => {
  const money = { metric: "spend", currency: "USD", grossMargin: 0.5, costPerUser: 2 };
  const { report } = analyse({ n: 2000, seed: 3, effect: () => 0.3 }, { money });
  expect(report.policy).toMatchObject({ verdict: "nobody", currency: "USD" });
  expect(report.policy?.sentence.zh).toMatch(/^没有策略优于不触达/);
});

test("where less is better, who is lowered most comes first", () => {
  const { report } = analyse({ n: 3000, seed: 4, effect: (age) => (age > 45 ? -0.9 : 0.5) }, {}, { direction: "down" });
  const trees = report.learners[0];
  expect(trees?.qini?.low).toBeGreaterThan(0);
  expect(trees?.upliftAt[0]?.uplift?.high).toBeLessThan(-0.3);
  expect(report.policy?.rule.en).toMatch(/age is above/);
});

test("too few users: a reason and no numbers", () => {
  const { report, policy } = analyse({ n: 300, seed: 5, effect: () => 1 });
  expect(policy).toBeNull();
  expect(report).toMatchObject({ learners: [], policy: null, users: 300 });
  expect(report.sentence.en).toMatch(/^Fewer than 200 users/);
});

test("without any effect intervals miss 0, and policies win, no more often than they may", () => {
  const runs = 100;
  let [above, below, won] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const { report } = analyse({ n: 500, seed: 1000 + run, effect: () => 0 });
    const linear = report.learners.find(({ id }) => id === "two-model-linear")?.qini;
    if ((linear?.low ?? 0) > 0) above++;
    if ((linear?.high ?? 0) < 0) below++;
    if (report.policy?.verdict === "policy") won++;
  }
  expect(above).toBeLessThanOrEqual(7);
  expect(below).toBeLessThanOrEqual(7);
  expect(won).toBeLessThanOrEqual(7);
}, 120_000);

test("a sample of a large test is called one, with what the list of whom to treat holds", () => {
  const config = ExperimentConfig.parse({
    metrics: [{ name: "spend", type: "mean", column: "spend" }],
    uplift: { metric: "spend", features: ["age"] },
  });
  const [spend] = config.metrics;
  if (!spend) throw new Error("no metric");
  const users = { ...plantedUsers({ n: 1000, seed: 1, effect: () => 0 }), all: 1_000_000 };
  const { sentence } = analyseUplift(users, spend, config, createRandom(1), () => {}).report;
  expect(sentence.en).toMatch(/ This is of 1,000 of the 1,000,000 users, drawn by chance; the list .* these alone\.$/);
  expect(sentence.zh).toMatch(/随机抽取的 1,000 名用户（共 1,000,000 名）/);
});
