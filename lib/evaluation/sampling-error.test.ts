import { describe, expect, it } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom, type Random } from "../core/random.ts";
import { clusterSizes, simpleSample, stratifiedSample } from "./sample.ts";
import { sampleMeanError, stratifiedMeanError } from "./sampling-error.ts";

/** Mean silhouette of `users` against `reference`, by the definition. */
function meanSilhouette(x: Matrix, labels: Int32Array, k: number, users: Int32Array, reference: Int32Array): number {
  let total = 0;
  for (const i of users) {
    const sums = new Float64Array(k);
    const counts = new Float64Array(k);
    for (const j of reference) {
      if (i === j) continue;
      const label = labels[j] ?? 0;
      let square = 0;
      for (let c = 0; c < x.cols; c++) square += ((x.data[i * x.cols + c] ?? 0) - (x.data[j * x.cols + c] ?? 0)) ** 2;
      sums[label] = (sums[label] ?? 0) + Math.sqrt(square);
      counts[label] = (counts[label] ?? 0) + 1;
    }
    const means = Array.from(sums, (sum, cluster) => sum / (counts[cluster] ?? 0));
    const own = labels[i] ?? 0;
    const a = means[own] ?? 0;
    const b = Math.min(...means.filter((_, cluster) => cluster !== own));
    total += (b - a) / Math.max(a, b);
  }
  return total / users.length;
}

/** Unequal, overlapping clusters cut by the nearest of their centres. */
function population(random: Random, rows: number): { x: Matrix; labels: Int32Array } {
  const centres = [0, 2.2, 5];
  const data = new Float32Array(rows * 2);
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const centre = random.next() < 0.7 ? 0 : random.next() < 0.8 ? 2.2 : 5;
    const value = centre + random.normal();
    data.set([value, random.normal() * (1 + random.next())], row * 2);
    labels[row] = centres.reduce(
      (near, c, i) => (Math.abs(value - c) < Math.abs(value - (centres[near] ?? 0)) ? i : near),
      0,
    );
  }
  return { x: { data, rows, cols: 2 }, labels };
}

const rows = 1500;
const { x, labels } = population(createRandom(11), rows);
const everybody = Int32Array.from({ length: rows }, (_, row) => row);
const truth = meanSilhouette(x, labels, 3, everybody, everybody);

function part(chosen: Int32Array): { x: Matrix; labels: Int32Array } {
  const data = new Float32Array(chosen.length * x.cols);
  for (const [i, row] of chosen.entries()) data.set(x.data.subarray(row * x.cols, (row + 1) * x.cols), i * x.cols);
  return { x: { data, rows: chosen.length, cols: x.cols }, labels: chosen.map((row) => labels[row] ?? 0) };
}

/** Errors in units of the standard error: their mean and standard deviation over repeated samples, and the coverage. */
function calibration(draws: number, draw: (random: Random) => { mean: number; error: number }) {
  const scores = Array.from({ length: draws }, (_, i) => {
    const { mean, error } = draw(createRandom(1000 + i));
    return (mean - truth) / error;
  });
  return {
    spread: Math.sqrt(scores.reduce((sum, z) => sum + z * z, 0) / draws),
    covered: scores.filter((z) => Math.abs(z) < 1.96).length / draws,
  };
}

describe("sampleMeanError", () => {
  it("covers the mean silhouette of all users as often as it says", () => {
    const { spread, covered } = calibration(200, (random) => {
      const chosen = simpleSample(rows, 150, random);
      const mean = meanSilhouette(x, labels, 3, chosen, chosen);
      return { mean, error: sampleMeanError(part(chosen), 3, chosen.length, rows) };
    });
    expect(spread).toBeGreaterThan(0.85);
    expect(spread).toBeLessThan(1.15);
    expect(covered).toBeGreaterThan(0.91);
  });

  it("can be estimated on a part of the sample", () => {
    const random = createRandom(5);
    const whole = sampleMeanError(part(simpleSample(rows, 1000, random)), 3, 1000, rows);
    const probe = sampleMeanError(part(simpleSample(rows, 400, random)), 3, 1000, rows);
    expect(Math.abs(probe / whole - 1)).toBeLessThan(0.15);
  });

  it("is nothing when everybody was drawn, and for too few points or one cluster", () => {
    expect(sampleMeanError(part(everybody.subarray(0, 300)), 3, rows, rows)).toBe(0);
    expect(sampleMeanError(part(everybody.subarray(0, 1)), 3, 1, rows)).toBe(0);
    const same = { ...part(everybody.subarray(0, 50)), labels: new Int32Array(50) };
    expect(sampleMeanError(same, 1, 50, rows)).toBe(0);
  });
});

describe("stratifiedMeanError", () => {
  const members = clusterSizes(labels, 3);
  const users = part(simpleSample(rows, 500, createRandom(2)));

  it("covers the mean of all users against everybody, for users against a stratified sample", () => {
    const { spread, covered } = calibration(100, (random) => {
      const reference = stratifiedSample(labels, 3, { size: 100, atLeast: 20 }, random);
      const mean = meanSilhouette(x, labels, 3, everybody, reference);
      return { mean, error: stratifiedMeanError(users, part(reference), members) };
    });
    expect(spread).toBeGreaterThan(0.85);
    expect(spread).toBeLessThan(1.2);
    expect(covered).toBeGreaterThan(0.9);
  });

  it("is nothing when every cluster was taken whole", () => {
    expect(stratifiedMeanError(users, part(everybody), members)).toBe(0);
  });

  it("does not break on identical points", () => {
    const same = {
      x: { data: new Float32Array(40), rows: 20, cols: 2 },
      labels: Int32Array.from({ length: 20 }, (_, i) => i % 2),
    };
    expect(stratifiedMeanError(same, same, [100, 100])).toBe(0);
    expect(sampleMeanError(same, 2, 20, 200)).toBe(0);
  });
});
