import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import { stratifiedFolds } from "./folds.ts";
import { labelMetrics } from "./label-metrics.ts";
import { brierScore, calibration, calibrationError, logLoss } from "./probability-metrics.ts";
import { rankingMetrics } from "./ranking-metrics.ts";

const shared = process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../../shared");
const path = join(shared, "golden/classify/metrics.json");

interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}
interface LabelCase {
  readonly id: string;
  readonly truth: readonly number[];
  readonly predicted: readonly number[];
  readonly labels: readonly number[];
  readonly confusion_rows_truth: readonly (readonly number[])[];
  readonly accuracy: number;
  readonly balanced_accuracy: number;
  readonly cohen_kappa: number | null;
  readonly matthews: number;
  readonly per_class: Readonly<Record<keyof Scores | "support", readonly number[]>>;
  readonly macro: Scores;
  readonly micro: Scores;
  readonly weighted: Scores;
}
interface ProbabilityCase {
  readonly id: string;
  readonly truth: readonly number[];
  readonly probabilities: readonly (readonly number[])[];
  readonly scores: readonly number[];
  readonly log_loss: number;
  readonly roc_auc: number;
  readonly average_precision: number;
  readonly brier: number;
  readonly calibration_uniform: Readonly<Record<"observed" | "mean_predicted" | "counts", readonly number[]>>;
  readonly expected_calibration_error_10: number;
  readonly brier_multiclass_sum: number;
  readonly roc_auc_per_class: readonly number[];
}
interface Golden {
  readonly cases: readonly LabelCase[];
  readonly probability_cases: readonly ProbabilityCase[];
  readonly stratified: readonly { readonly class_sizes: readonly number[]; readonly folds: number }[];
}

const golden: Golden | undefined = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
const cases = (golden?.cases ?? []).map((one) => [one.id, one] as const);
const probabilities = new Map((golden?.probability_cases ?? []).map((one) => [one.id.split("/")[1], one]));

/** The metrics take any numbers; doubles keep nine digits. */
const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  data: Float64Array.from(rows.flat()) as unknown as Float32Array,
  rows: rows.length,
  cols: rows[0]?.length ?? 0,
});
const column = (rows: readonly (readonly number[])[], j: number) => rows.map((row) => row[j] ?? 0);
const isClass = (truth: readonly number[], label: number) => truth.map((one) => Number(one === label));

function need(id: string): ProbabilityCase {
  const found = probabilities.get(id);
  if (!found) throw new Error(`no case ${id}`);
  return found;
}

function ranking(truth: readonly number[], scores: readonly number[]) {
  const found = rankingMetrics(truth, scores);
  if (!found.ok) throw new Error(found.reason.en);
  return found.value;
}

describe.skipIf(!golden)("figures of scikit-learn (skipped where ../shared is absent)", () => {
  test.each(cases)("%s", (_, one) => {
    const place = (label: number) => one.labels.indexOf(label);
    const found = labelMetrics(one.truth.map(place), one.predicted.map(place), one.labels.length);
    expect(found.confusion).toEqual(one.confusion_rows_truth);
    const keys = ["precision", "recall", "f1"] as const;
    const pairs: (readonly [number, number | undefined])[] = [
      [found.accuracy, one.accuracy],
      [found.balancedAccuracy, one.balanced_accuracy],
      [found.kappa, one.cohen_kappa ?? 0],
      [found.matthews, one.matthews],
      ...(["macro", "micro", "weighted"] as const).flatMap((kind) =>
        keys.map((key) => [found[kind][key], one[kind][key]] as const),
      ),
      ...found.perClass.flatMap((own, j) =>
        [...keys, "support" as const].map((key) => [own[key], one.per_class[key][j]] as const),
      ),
    ];
    for (const [ours, theirs] of pairs) expect(ours).toBeCloseTo(theirs ?? Number.NaN, 9);
  });

  test("probabilities of two classes", () => {
    const { truth, probabilities: rows, ...wanted } = need("binary");
    const positive = column(rows, 1);
    expect(logLoss(truth, matrix(rows))).toBeCloseTo(wanted.log_loss, 6);
    // For two classes scikit-learn counts one of the two equal halves.
    expect(brierScore(truth, matrix(rows)) / 2).toBeCloseTo(wanted.brier, 9);
    const found = ranking(truth, positive);
    expect(found.rocAuc).toBeCloseTo(wanted.roc_auc, 9);
    expect(found.averagePrecision).toBeCloseTo(wanted.average_precision, 9);
    const bins = calibration(truth, positive);
    for (const [j, bin] of bins.entries()) {
      expect(bin.observed).toBeCloseTo(wanted.calibration_uniform.observed[j] ?? Number.NaN, 9);
      expect(bin.meanPredicted).toBeCloseTo(wanted.calibration_uniform.mean_predicted[j] ?? Number.NaN, 9);
    }
    expect(bins).toHaveLength(wanted.calibration_uniform.observed.length);
    expect(calibrationError(bins)).toBeCloseTo(wanted.expected_calibration_error_10, 9);
  });

  test.each(["three", "five"])("probabilities of %s classes", (id) => {
    const { truth, probabilities: rows, ...wanted } = need(id);
    expect(logLoss(truth, matrix(rows))).toBeCloseTo(wanted.log_loss, 6);
    expect(brierScore(truth, matrix(rows))).toBeCloseTo(wanted.brier_multiclass_sum, 9);
    const areas = wanted.roc_auc_per_class.map((_, j) => ranking(isClass(truth, j), column(rows, j)).rocAuc);
    for (const [j, area] of areas.entries()) expect(area).toBeCloseTo(wanted.roc_auc_per_class[j] ?? Number.NaN, 9);
  });

  test("ties count half, and one class alone has no area", () => {
    const ties = need("ties");
    const found = ranking(ties.truth, ties.scores);
    expect(found.rocAuc).toBeCloseTo(ties.roc_auc, 9);
    expect(found.averagePrecision).toBeCloseTo(ties.average_precision, 9);
    const alone = need("one-class-only");
    expect(rankingMetrics(alone.truth, alone.scores).ok).toBe(false);
  });

  test.each((golden?.stratified ?? []).map((one) => [one.class_sizes.join(" "), one] as const))(
    "folds of classes %s",
    (_, { class_sizes: sizes, folds }) => {
      const labels = sizes.flatMap((size, label) => new Array<number>(size).fill(label));
      const found = stratifiedFolds(labels, folds, createRandom(1));
      const counts = Array.from({ length: folds }, (_, fold) =>
        sizes.map((_, label) => found.filter((one, row) => one === fold && labels[row] === label).length),
      );
      for (const [label] of sizes.entries()) {
        const own = counts.map((row) => row[label] ?? 0);
        expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
      }
      const whole = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
      expect(Math.max(...whole) - Math.min(...whole)).toBeLessThanOrEqual(1);
    },
  );
});
