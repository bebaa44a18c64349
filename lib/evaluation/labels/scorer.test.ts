import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelMetrics } from "../classification/label-metrics.ts";
import { brierScore, logLoss } from "../classification/probability-metrics.ts";
import { rankingMetrics } from "../classification/ranking-metrics.ts";
import { Scorer } from "./scorer.ts";

/** Users with a class and shares of it; sixteenths, so that ties occur and nothing rounds. */
const users = (classes: number) =>
  fc.array(
    fc.record({
      truth: fc.nat(classes - 1),
      weight: fc.nat(3),
      shares: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: classes, maxLength: classes }),
    }),
    { minLength: 1, maxLength: 40 },
  );

type User = { truth: number; weight: number; shares: number[] };

function scorerOf(some: readonly User[], classes: number) {
  const truth = Int32Array.from(some, ({ truth: own }) => own);
  const data = Float32Array.from(
    some.flatMap(({ shares }) => {
      const total = shares.reduce((sum, share) => sum + share, 0);
      return shares.map((share) => share / total);
    }),
  );
  const probabilities = { data, rows: some.length, cols: classes };
  return { truth, probabilities, scorer: new Scorer(truth, probabilities) };
}

const ones = (n: number) => new Uint8Array(n).fill(1);

describe.each([2, 3])("measures of %i classes", (classes) => {
  test("equal the plain ones where every user counts once", () => {
    fc.assert(
      fc.property(users(classes), (some) => {
        const { truth, probabilities, scorer } = scorerOf(some, classes);
        const scores = scorer.score(ones(some.length));
        const plain = labelMetrics(truth, scorer.calls, classes);
        expect(scores.accuracy).toBeCloseTo(plain.accuracy, 10);
        expect(scores.macroF1).toBeCloseTo(plain.macro.f1, 10);
        expect(scores.weightedF1).toBeCloseTo(plain.weighted.f1, 10);
        expect(scores.logLoss).toBeCloseTo(logLoss(truth, probabilities), 10);
        expect(scores.brier).toBeCloseTo(brierScore(truth, probabilities), 10);
        const ranked = (classes === 2 ? [1] : [0, 1, 2]).flatMap((k) => {
          const outcome = rankingMetrics(
            [...truth].map((one) => Number(one === k)),
            some.map((_, row) => probabilities.data[row * classes + k] ?? 0),
          );
          return outcome.ok ? [outcome.value] : [];
        });
        const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
        if (ranked.length === 0) expect(scores.rocAuc).toBeNaN();
        else {
          expect(scores.rocAuc).toBeCloseTo(mean(ranked.map(({ rocAuc }) => rocAuc)), 10);
          expect(scores.averagePrecision).toBeCloseTo(mean(ranked.map(({ averagePrecision }) => averagePrecision)), 10);
        }
      }),
    );
  });

  test("of weighted users are those of users repeated as often", () => {
    fc.assert(
      fc.property(users(classes), (some) => {
        fc.pre(some.some(({ weight }) => weight > 0));
        const weighted = scorerOf(some, classes).scorer.score(some.map(({ weight }) => weight));
        const repeated = some.flatMap((one) => new Array<User>(one.weight).fill(one));
        const plain = scorerOf(repeated, classes).scorer.score(ones(repeated.length));
        for (const [name, value] of Object.entries(plain)) {
          const same = weighted[name as keyof typeof weighted];
          if (Number.isNaN(value)) expect(same).toBeNaN();
          else expect(same).toBeCloseTo(value, 10);
        }
      }),
    );
  });
});

test("a user told for certain, and wrongly, costs much and not endlessly", () => {
  const { scorer } = scorerOf([{ truth: 1, weight: 1, shares: [1, 0] }], 2);
  expect(scorer.score([1]).logLoss).toBeCloseTo(52 * Math.LN2, 10);
});
