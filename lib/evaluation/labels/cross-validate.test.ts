import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { decisionTree } from "../classifiers/decision-tree.ts";
import { predictOutOfFold, randomFolds, regressOutOfFold, shareOfTraining, timeFolds } from "./cross-validate.ts";
import { matrixSource } from "./matrix-source.ts";

const codes = Int32Array.from({ length: 60 }, (_, row) => (row % 10 === 9 ? -1 : row % 3));

describe("folds", () => {
  test("test every labelled user once, and never one that they trained on", () => {
    const folds = randomFolds(codes, 4, createRandom(1));
    const tested = folds.flatMap(({ test: own }) => [...own]).sort((a, b) => a - b);
    expect(tested).toEqual([...codes.keys()].filter((row) => codes[row] !== -1));
    for (const { training, test: own } of folds) {
      expect(training.length + own.length).toBe(54);
      expect(training.some((row) => own.includes(row))).toBe(false);
    }
  });

  test("by time are told by the past alone; who has no time is not used", () => {
    const times = Float64Array.from(codes, (_, row) => (row === 0 ? Number.NaN : 1000 - row));
    const folds = timeFolds(codes, times, 3);
    expect(folds.reduce((sum, { test: own }) => sum + own.length, 0)).toBe(53 - Math.round(53 / 4));
    for (const { training, test: own } of folds) {
      const newest = Math.max(...training.map((row) => times[row] ?? 0));
      for (const row of own) expect(times[row]).toBeGreaterThan(newest);
      expect([...training, ...own]).not.toContain(0);
    }
  });

  test("with fewer users keep every class, test the same, and grow by adding", () => {
    const folds = randomFolds(codes, 3, createRandom(1));
    const [tenth, half] = [0.1, 0.5].map((share) => shareOfTraining(folds, codes, share, createRandom(2)));
    for (const [at, fold] of folds.entries()) {
      const [few, more] = [tenth?.[at], half?.[at]];
      expect(few?.test).toEqual(fold.test);
      expect(new Set(few?.training.map((row) => codes[row] ?? -1)).size).toBe(3);
      for (const row of few?.training ?? []) expect(more?.training).toContain(row);
      expect(more?.training.length).toBe(Math.round(fold.training.length / 2));
    }
  });
});

describe("predictions out of fold", () => {
  const random = createRandom(7);
  const truth = Int32Array.from({ length: 300 }, (_, row) => row % 2);
  const folds = randomFolds(truth, 5, createRandom(3));

  test("of noise are no better than chance, however closely a model fits what it saw", async () => {
    const x = { data: Float32Array.from({ length: 300 * 20 }, () => random.normal()), rows: 300, cols: 20 };
    const question = { codes: truth, classes: 2, folds };
    const [told] = await predictOutOfFold(matrixSource("features", x), question, [decisionTree], { random });
    const isHit = (row: number, i: number) => Number((told?.probabilities.data[2 * i + 1] ?? 0) > 0.5) === truth[row];
    const hits = told?.rows.filter(isHit).length ?? Number.NaN;
    expect(hits / 300).toBeGreaterThan(0.38);
    expect(hits / 300).toBeLessThan(0.62);
  });

  test("hold whatever the units and offsets, and whatever the label of a user without one would be", () => {
    const x = Float32Array.from({ length: 300 }, (_, row) => (truth[row] ?? 0) * 2 + random.normal());
    const told = (scale: number, offset: number) =>
      regressOutOfFold({
        x: { data: x.map((value) => value * scale + offset), rows: 300, cols: 1 },
        ...{ codes: truth, classes: 2, folds },
      }).probabilities.data;
    const plain = told(1, 0);
    for (const [i, share] of told(1000, 0).entries()) expect(share).toBeCloseTo(plain[i] ?? 0, 4);
    for (const [i, share] of told(1, 1000).entries()) expect(share).toBeCloseTo(plain[i] ?? 0, 2);
  });
});
