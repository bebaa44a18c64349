import { expect, test } from "vitest";
import { describeFineTuning } from "./describe-fine-tuning.ts";
import type { Interval, Measured } from "./schema.ts";

const measured = (rocAuc: Interval | null): Measured => ({
  ...{ accuracy: null, macroF1: null, weightedF1: null, averagePrecision: null, logLoss: null, brier: null },
  rocAuc,
});
const up = { value: 0.02, low: 0.01, high: 0.03 };
const open = { value: 0.001, low: -0.004, high: 0.006 };
const down = { value: -0.02, low: -0.03, high: -0.01 };

function say(change: Interval | null, over: Interval | null) {
  const label = { en: "Boosted trees", zh: "梯度提升树" };
  const all = measured(up);
  return describeFineTuning({
    ...{ source: "features", before: all, after: all, change: measured(change) },
    rival: over && { classifier: "boosted-trees", label, source: "features", measures: all },
    overRival: over && measured(over),
  });
}

test("fine-tuning pays where it beats what is simpler, and not where both may be the same", () => {
  expect(say(up, up).en).toBe(
    "The features as tokens: fine-tuning tells the label better (ROC AUC +0.010…+0.030); it beats the best other model, boosted trees, so it pays (+0.010…+0.030).",
  );
  expect(say(up, open).en).toContain("it cannot be told from boosted trees, which is a fraction of the work");
  expect(say(open, down).en).toMatch(
    /no evidence .* boosted trees still tells more .* does not pay \(−0\.030…−0\.010\)\.$/,
  );
  expect(say(up, down).zh).toContain("但梯度提升树以少得多的计算取得更好的效果，不值得使用");
});

test("without a rival, or without an interval, no more is said than is known", () => {
  expect(say(down, null).en).toBe("The features as tokens: fine-tuning tells the label worse (ROC AUC −0.030…−0.010).");
  expect(say(null, up).zh).toContain("无法判断");
});
