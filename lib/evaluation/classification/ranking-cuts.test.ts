import { expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { rankingCuts, rankingMetrics } from "./ranking-metrics.ts";

test("a curve goes from the strictest cut to everybody, ties together", () => {
  expect(rankingCuts([1, 0, 1, 0], [0.9, 0.6, 0.6, 0.1])).toEqual([
    { recall: 0.5, falsePositiveRate: 0, precision: 1 },
    { recall: 1, falsePositiveRate: 0.5, precision: 2 / 3 },
    { recall: 1, falsePositiveRate: 1, precision: 0.5 },
  ]);
});

test("a hundred cuts of many users enclose the area that all of them do", () => {
  const random = createRandom(1);
  const truth = Array.from({ length: 20_000 }, () => Number(random.next() < 0.1));
  const scores = truth.map((one) => one + random.normal());
  const cuts = rankingCuts(truth, scores);
  expect(cuts.length).toBeLessThanOrEqual(100);
  expect(cuts.at(-1)).toMatchObject({ recall: 1, falsePositiveRate: 1 });
  let [area, before] = [0, { recall: 0, falsePositiveRate: 0 }];
  for (const cut of cuts) {
    area += ((cut.recall + before.recall) / 2) * (cut.falsePositiveRate - before.falsePositiveRate);
    before = cut;
  }
  const outcome = rankingMetrics(truth, scores);
  expect(area).toBeCloseTo(outcome.ok ? outcome.value.rocAuc : Number.NaN, 2);
});

test("one class has no curve", () => {
  expect(rankingCuts([1, 1], [0.2, 0.7])).toEqual([]);
  expect(rankingCuts([], [])).toEqual([]);
});
