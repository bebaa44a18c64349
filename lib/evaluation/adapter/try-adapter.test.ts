import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { adapterDefaults } from "../../embedding/adapter/params.ts";
import { noisyClasses } from "../../embedding/adapter/test-vectors.ts";
import type { AdapterFigure } from "../../embedding/adapter-schema.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { judgeAdapter } from "./judge-adapter.ts";
import { tryAdapter } from "./try-adapter.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

const attempt = (task: { x: ReturnType<typeof noisyClasses>["x"]; codes: Int32Array }, seed = 1, threads = 1) =>
  tryAdapter(kernels, { ...task, classes: 3, folds: 5 }, adapterDefaults, { random: createRandom(seed), threads });

describe("labels that mean something", () => {
  test("are learnt, shown on users held out, and kept", async () => {
    const { x, y } = noisyClasses({ rows: 300, seed: 1 });
    const { figures, steps } = await attempt({ x, codes: y });
    const { isUsed, verdict } = judgeAdapter(figures, steps);
    expect(isUsed).toBe(true);
    expect(verdict.en).toContain("so the adapted text vectors are used");
    const accuracy = figures.find(({ trial, measure }) => trial === "nearest-centroid" && measure === "accuracy");
    expect(accuracy?.difference?.low).toBeGreaterThan(0);
    expect(figures.map(({ trial }) => trial)).toEqual([
      ...["nearest-centroid", "nearest-centroid", "logistic-regression", "logistic-regression", "k-means"],
    ]);
  });

  test("of few users do not ask anything of those without a label or a text", async () => {
    const { x, y } = noisyClasses({ rows: 90, seed: 2 });
    const codes = y.map((code, row) => (row < 45 ? code : -1));
    const hidden = { ...x, data: x.data.map((value, at) => (at >= 80 * x.cols ? Number.NaN : value)) };
    const [some, again] = [await attempt({ x: hidden, codes }), await attempt({ x: hidden, codes }, 1, 2)];
    expect(some.figures.every(({ before, after }) => Number.isFinite(before) && Number.isFinite(after))).toBe(true);
    expect(again).toEqual(some);
  });
});

test("labels that are noise are refused, but for chance", async () => {
  const verdicts = [];
  for (let seed = 1; seed <= 8; seed++) {
    const { x, y } = noisyClasses({ rows: 90, seed });
    const random = createRandom(seed);
    const { figures, steps } = await attempt({ x, codes: y.map(() => random.int(3)) }, seed);
    verdicts.push(judgeAdapter(figures, steps).isUsed);
  }
  expect(verdicts.filter((isUsed) => isUsed).length).toBeLessThanOrEqual(1);
}, 60_000);

describe("the verdict", () => {
  const figure = (trial: AdapterFigure["trial"], low: number, high: number): AdapterFigure => ({
    ...{ trial, measure: trial === "k-means" ? "nmi" : "accuracy", before: 0.5, after: 0.5 + (low + high) / 2 },
    difference: { value: (low + high) / 2, low, high },
  });

  test.each([
    ["no step helped", [figure("k-means", 0.1, 0.2)], 0, "No training"],
    ["nothing is shown", [figure("k-means", -0.1, 0.2)], 5, "no gain is shown"],
    [
      "grouping gains and telling loses",
      [figure("k-means", 0.1, 0.2), figure("logistic-regression", -0.2, -0.1)],
      5,
      "fell",
    ],
    [
      "only the regression gains, which needs no adapter",
      [figure("logistic-regression", 0.1, 0.2)],
      5,
      "no gain is shown",
    ],
  ])("refuses where %s", (_, figures, steps, words) => {
    const { isUsed, verdict } = judgeAdapter(figures, steps);
    expect(isUsed).toBe(false);
    expect(verdict.en).toContain(words);
  });
});
