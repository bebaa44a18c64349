import { expect, test } from "vitest";
import { describeFineTuning } from "./describe-fine-tuning.ts";
import type { Interval, Measured } from "./schema.ts";

const measured = (logLoss: Interval | null): Measured => ({
  ...{ accuracy: null, macroF1: null, weightedF1: null, averagePrecision: null, rocAuc: null, brier: null },
  logLoss,
});
const worse = { value: 0.02, low: 0.01, high: 0.03 };
const open = { value: 0.001, low: -0.004, high: 0.006 };
const better = { value: -0.02, low: -0.03, high: -0.01 };

function say(change: Interval | null, over: Interval | null) {
  const label = { en: "Boosted trees", zh: "梯度提升树" };
  const all = measured(worse);
  return describeFineTuning({
    ...{ source: "features", before: all, after: all, change: measured(change) },
    rival: over && { classifier: "boosted-trees", label, source: "features", measures: all },
    overRival: over && measured(over),
  });
}

test("fine-tuning pays where it beats what is simpler, and not where both may be the same", () => {
  expect(say(better, better).en).toBe(
    "The features as tokens: fine-tuning tells the label better (log loss −0.030…−0.010); it beats the best other model, boosted trees on the features, so it pays (−0.030…−0.010).",
  );
  expect(say(better, open).en).toContain(
    "it cannot be told from boosted trees on the features, which is a fraction of the work",
  );
  expect(say(open, worse).en).toMatch(
    /no evidence .* boosted trees on the features still tells more .* does not pay \(\+0\.010…\+0\.030\)\.$/,
  );
  expect(say(better, worse).zh).toContain("但“梯度提升树（特征）”以少得多的计算取得更好的效果，不值得使用");
});

test("without a rival, or without an interval, no more is said than is known", () => {
  expect(say(worse, null).en).toBe(
    "The features as tokens: fine-tuning tells the label worse (log loss +0.010…+0.030).",
  );
  expect(say(null, better).zh).toContain("无法比较");
});
