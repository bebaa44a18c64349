import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { compareFineTuning, type Tried } from "./compare-fine-tuning.ts";
import type { OutOfFold } from "./cross-validate.ts";
import { judgeModel } from "./judge.ts";
import type { LabelSource } from "./schema.ts";

const truth = Int32Array.from({ length: 80 }, (_, row) => row % 2);

/** A model that says the truth with such a share, 0…1. */
function tried(classifier: string, source: LabelSource, sure: number): Tried {
  const data = Float32Array.from([...truth].flatMap((own) => (own === 0 ? [sure, 1 - sure] : [1 - sure, sure])));
  const probabilities = { data, rows: truth.length, cols: 2 };
  const judged = judgeModel(truth, { probabilities } as OutOfFold, createRandom(1));
  return { classifier, label: { en: classifier, zh: classifier }, source, judged };
}
const before = (source: LabelSource, sure = 0.6) => tried("transformer-before", source, sure);
const after = (source: LabelSource, sure = 0.7) => tried("transformer-after", source, sure);

describe("before and after fine-tuning", () => {
  test("stand beside one another of one source, never of another", () => {
    const found = compareFineTuning([before("features"), after("features"), after("events"), before("events", 0.65)]);
    expect(found.map(({ source }) => source)).toEqual(["features", "events"]);
    // −ln .7 + ln .6, and −ln .7 + ln .65.
    expect(found.map(({ change }) => change.logLoss?.value)).toEqual([
      expect.closeTo(Math.log(0.6 / 0.7), 6),
      expect.closeTo(Math.log(0.65 / 0.7), 6),
    ]);
  });

  test("are not compared where one of the two was not tried", () => {
    expect(compareFineTuning([after("features")])).toEqual([]);
    expect(compareFineTuning([before("features")])).toEqual([]);
    expect(compareFineTuning([])).toEqual([]);
  });
});

describe("the rival", () => {
  const pair = [before("features"), after("features")];

  test("is the best of the others by log loss, whatever it learns from; the first of two alike", () => {
    const others = [
      tried("boosted-trees", "features", 0.7),
      tried("boosted-trees", "joined", 0.9),
      tried("logistic-regression", "events", 0.9),
    ];
    const [found] = compareFineTuning([...others, ...pair]);
    expect(found?.rival).toMatchObject({ classifier: "boosted-trees", source: "joined" });
    expect(found?.overRival?.logLoss?.value).toBeCloseTo(Math.log(0.9 / 0.7), 6);
  });

  test("is no transformer: not the same one of another source either", () => {
    const [found] = compareFineTuning([...pair, before("events", 0.95), after("events", 0.99)]);
    expect(found).toMatchObject({ rival: null, overRival: null });
  });

  test("is named in a verdict of both languages", () => {
    const [found] = compareFineTuning([...pair, tried("boosted-trees", "features", 0.9)]);
    expect(found?.verdict.en).toMatch(/still tells more.*does not pay/);
    expect(found?.verdict.zh).toContain("不值得");
  });
});
