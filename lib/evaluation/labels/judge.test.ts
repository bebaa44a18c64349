import { describe, expect, test } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import type { OutOfFold } from "./cross-validate.ts";
import { differenceOf, figuresOf, type Judged, judgeModel, measuredOf } from "./judge.ts";

/** Users of two classes, and a model that says how surely each is of the second. */
function told(shares: readonly number[]): OutOfFold {
  const data = Float32Array.from(shares.flatMap((share) => [1 - share, share]));
  const probabilities: Matrix = { data, rows: shares.length, cols: 2 };
  return { probabilities } as OutOfFold;
}
const judge = (truth: Int32Array, shares: readonly number[], seed = 5) =>
  judgeModel(truth, told(shares), createRandom(seed));

/** A score of deviation 1 that is `effect` higher of the second class, as a share. */
function simulate(n: number, effect: number, seed: number) {
  const random = createRandom(seed);
  const truth = Int32Array.from({ length: n }, () => Number(random.next() < 0.4));
  const shares = Array.from(truth, (own) => 1 / (1 + Math.exp(-(effect * (own - 0.4) + random.normal()))));
  return { truth, shares };
}

describe("a model's figures", () => {
  const truth = Int32Array.from([0, 0, 1, 1]);
  const judged = judge(truth, [0.1, 0.6, 0.4, 0.9]);

  test("are counted by hand", () => {
    const figures = figuresOf(truth, told([0.1, 0.6, 0.4, 0.9]), judged, null);
    expect(figures.confusion).toEqual([
      [1, 1],
      [1, 1],
    ]);
    // Of the four pairs of a second and a first, one is the wrong way round.
    expect(figures.measures.rocAuc?.value).toBeCloseTo(0.75, 12);
    expect(figures.measures.accuracy?.value).toBe(0.5);
    expect(figures.measures.brier?.value).toBeCloseTo(2 * (0.01 + 0.36 + 0.36 + 0.01) * 0.25, 6);
    expect(figures.difference).toBeNull();
  });

  test("to itself have no difference, to another one user by user", () => {
    const shares = [0.1, 0.6, 0.4, 0.9];
    expect(figuresOf(truth, told(shares), judged, judged).difference).toBeNull();
    const perfect = judge(truth, [0, 0, 1, 1]);
    expect(figuresOf(truth, told(shares), perfect, judged).difference?.accuracy?.value).toBe(0.5);
  });

  test("of more than two classes have no curve, and are calibrated by the class that was called", () => {
    const data = Float32Array.from([0.7, 0.2, 0.1, 0.1, 0.7, 0.2, 0.5, 0.3, 0.2]);
    const three = { probabilities: { data, rows: 3, cols: 3 } } as OutOfFold;
    const classes = Int32Array.from([0, 1, 2]);
    const figures = figuresOf(classes, three, judgeModel(classes, three, createRandom(1)), null);
    expect(figures.cuts).toEqual([]);
    expect(figures.calibration.map(({ count, observed }) => [count, observed])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });
});

describe("intervals", () => {
  test("of the difference of a model to itself are 0 in every resample, however wide its own are", () => {
    const { truth, shares } = simulate(60, 1, 1);
    const judged = judge(truth, shares);
    const own = measuredOf(judged).rocAuc;
    expect((own?.high ?? 0) - (own?.low ?? 0)).toBeGreaterThan(0.1);
    for (const measure of Object.values(differenceOf(judged, judged)))
      expect(measure).toEqual({ value: 0, low: 0, high: 0 });
  });

  test("are paired: a model that is better by little for everybody is told apart though the intervals overlap", () => {
    const { truth, shares } = simulate(300, 1, 2);
    const [plain, better] = [judge(truth, shares), judge(truth, simulateBetter(truth, shares))];
    const [a, b] = [measuredOf(plain).logLoss, measuredOf(better).logLoss];
    expect(b?.high).toBeGreaterThan(a?.low ?? Number.NaN);
    expect(differenceOf(better, plain).logLoss?.high).toBeLessThan(0);
  });

  test("hold the area under the true curve nineteen times in twenty, about", () => {
    // Two normal scores that lie 1 apart: P(A > B) = Φ(1/√2).
    const wanted = 0.7602;
    let held = 0;
    for (let run = 0; run < 120; run++) {
      const { truth, shares } = simulate(150, 1, 100 + run);
      const { low, high } = measuredOf(judge(truth, shares, run)).rocAuc ?? { low: 1, high: 0 };
      if (low <= wanted && wanted <= high) held++;
    }
    // Of 120 at .95 fewer than 106 in one case of a thousand.
    expect(held).toBeGreaterThanOrEqual(106);
  });

  test("do not stand where resamples mostly have one class", () => {
    const measured = measuredOf(judge(Int32Array.from([1, 1]), [0.2, 0.8]));
    expect(measured.rocAuc).toBeNull();
    expect(measured.accuracy).toMatchObject({ value: 0.5 });
  });
});

function simulateBetter(truth: Int32Array, shares: readonly number[]): number[] {
  return shares.map((share, row) => share + 0.03 * ((truth[row] ?? 0) - share));
}

test("the same random gives the same users, whatever the model", () => {
  const { truth, shares } = simulate(40, 1, 3);
  const accuracies = ({ drawn }: Judged) => drawn.map(({ accuracy }) => accuracy);
  expect(accuracies(judge(truth, shares))).toEqual(accuracies(judge(truth, shares)));
  expect(accuracies(judge(truth, shares, 6))).not.toEqual(accuracies(judge(truth, shares)));
});
