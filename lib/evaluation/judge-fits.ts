import type { Algorithm } from "../clustering/algorithms/algorithm.ts";
import type { Matrix } from "../core/matrix.ts";
import { computed, inconclusive, type Outcome } from "../core/outcome.ts";
import type { Random } from "../core/random.ts";
import type { PcaResult } from "../kernels/pca.ts";
import type { Kernels } from "../kernels/pool.ts";
import { densityValidity } from "./judges/density-validity.ts";
import { countEverybody } from "./judges/everybody.ts";
import { totalSquares } from "./judges/gap.ts";
import { judges } from "./judges/index.ts";
import { indexCurves } from "./judges/index-curves.ts";
import type { JudgedClustering, JudgeMode } from "./judges/judge.ts";
import { testNeighbours, testPeaks } from "./judges/peaks.ts";
import { sigClust } from "./judges/sig-clust.ts";
import { describeStability, isTold, resampleJaccards } from "./judges/stability.ts";
import type { CloudCount, JudgeCurve, JudgesSummary } from "./judges-schema.ts";
import { type CloudShape, cloudLimit, rangeOver } from "./null-cloud.ts";
import type { ClusterRows, NullCloud } from "./null-fits.ts";
import { clusterSizes, gatherLabels, gatherRows, simpleSample } from "./sample.ts";
import type { FitMeasures } from "./schema.ts";

export interface JudgedFits {
  readonly mode: JudgeMode;
  readonly algorithm: Pick<Algorithm, "clusters" | "byDirection">;
  readonly cluster: ClusterRows;
  /** With more starts: a segment that a bad start missed has not dissolved. */
  readonly clusterAgain: ClusterRows;
  /** The complete rows, and along their principal axes. */
  readonly x: Matrix;
  readonly principal: Pick<PcaResult, "variance" | "scores">;
  /** labels: of x. */
  readonly fits: readonly (Omit<JudgedClustering, "sizes"> & { readonly labels: Int32Array })[];
  readonly measures: readonly FitMeasures[];
  readonly clouds: readonly NullCloud[];
  /** Position of the chosen fit, its labels numbered as segments, and their centres. */
  readonly at: number;
  readonly segments: Int32Array;
  readonly centres: Matrix;
}

const sigClustClouds = { quick: 49, full: 999 } as const;
/** Resamples of the data and of each cloud. */
const resamples = { quick: [12, 6], full: [100, 50] } as const;
/** Rows drawn from at most: beyond, a segment that comes back from so few comes back from all the more. */
const resampledRows = 5_000;
/** Every pair of rows is looked at. */
const densityRows = { quick: 500, full: 2_000 } as const;
/** A dip is as plain in so many. */
const peakRows = 50_000;
/** Of all rows: a smaller segment is a speck, whose neighbourhood is that of the group around it. */
const leastShare = 0.002;

/** What every judge says of the fits, at most seconds of it: whatever clusters again does so on a sample. */
export async function judgeFits(kernels: Kernels, input: JudgedFits, random: Random): Promise<JudgesSummary> {
  const { mode, x, principal } = input;
  const rows = simpleSample(x.rows, cloudLimit, random.fork("sample"));
  const sample = gatherRows(x, rows);
  const clouds = sigClustClouds[mode];
  const everybody = countEverybody(input);
  return {
    mode,
    clouds: { gaussian: countClouds(input, "gaussian"), flat: countClouds(input, "flat") },
    ...(everybody && { everybody }),
    curves: await drawCurves(input, sample, gatherRows(principal.scores, rows), random),
    stability: await judgeStability(input, random.fork("stability")),
    sigClust: sigClust(kernels, sample, principal.variance, clouds, random.fork("sigclust")),
    density: judgeDensity(input, random.fork("density")),
    dips: findPeaks(input, random.fork("peaks")),
  };
}

function countClouds({ clouds, at }: JudgedFits, shape: CloudShape): CloudCount {
  const drawn = clouds.filter((cloud) => cloud.shape === shape);
  return { drawn: drawn.length, split: drawn.filter(({ fits }) => (fits[at]?.k ?? 0) > 1).length };
}

async function drawCurves(
  input: JudgedFits,
  sample: Matrix,
  scores: Matrix,
  random: Random,
): Promise<readonly JudgeCurve[]> {
  const { x, fits, algorithm, measures, at } = input;
  const indices = indexCurves({ measures, clouds: input.clouds, rows: x.rows });
  if (algorithm.clusters === null || algorithm.byDirection) return indices;
  const judged = {
    ...{ mode: input.mode, sample, scores, cluster: input.cluster, measures, clouds: input.clouds },
    ...{ rows: x.rows, columns: x.cols, totalSquares: totalSquares(x) },
    ks: fits.map(({ k }) => k),
    chosen: fits[at]?.k ?? 1,
    fits: fits.map((fit) => ({ ...fit, sizes: clusterSizes(fit.labels, fit.k) })),
  };
  const own: JudgeCurve[] = [];
  for (const judge of judges) {
    const curve = await judge.judge({ ...judged, random: random.fork(judge.id) });
    if (curve) own.push(curve);
  }
  return [...indices, ...own];
}

async function judgeStability(input: JudgedFits, random: Random): Promise<JudgesSummary["stability"]> {
  const { algorithm, clusterAgain: cluster, mode, centres, at, segments } = input;
  const k = centres.rows;
  if (k < 2) return fewerThanTwo;
  const ks = algorithm.clusters === null ? [] : [k];
  const [ofData, ofCloud] = resamples[mode];
  const rows = simpleSample(input.x.rows, resampledRows, random.fork("rows"));
  const x = rows.length < input.x.rows ? gatherRows(input.x, rows) : input.x;
  const data = { x, labels: gatherLabels(segments, rows), k, ks };
  const jaccards = await resampleJaccards(data, cluster, ofData, random.fork("data"));
  const ranked: number[][] = [];
  for (const [number, cloud] of input.clouds.filter(({ shape }) => shape === "gaussian").entries()) {
    const fit = cloud.fits[at];
    if (!fit || fit.k < 2) continue;
    const stream = random.fork(`cloud ${number}`);
    const found = await resampleJaccards({ ...fit, x: cloud.x, ks }, cluster, ofCloud, stream);
    const sizes = clusterSizes(fit.labels, fit.k);
    const mean = describeStability(found, fit.k, []);
    ranked.push(
      mean.toSorted((a, b) => (sizes[b.segment] ?? 0) - (sizes[a.segment] ?? 0)).map(({ jaccard }) => jaccard),
    );
  }
  const nulls = Array.from({ length: k }, (_, rank) => rangeOver(ranked.map((one) => one[rank]))?.mean ?? null);
  const [some, all] = [clusterSizes(data.labels, k), clusterSizes(segments, k)];
  return computed(
    describeStability(jaccards, k, nulls).filter(({ segment }) => isTold(some[segment] ?? 0, all[segment] ?? 0)),
  );
}

function judgeDensity(input: JudgedFits, random: Random): JudgesSummary["density"] {
  const validityOf = (x: Matrix, labels: Int32Array, k: number) => {
    const rows = simpleSample(x.rows, densityRows[input.mode], random);
    return densityValidity(gatherRows(x, rows), gatherLabels(labels, rows), k);
  };
  const { x, segments, centres, clouds, at } = input;
  const value = validityOf(x, segments, centres.rows);
  if (Number.isNaN(value)) return fewerThanTwo;
  const ofClouds = clouds.map((cloud) => {
    const fit = cloud.fits[at];
    return fit && fit.k > 1 ? validityOf(cloud.x, fit.labels, fit.k) : Number.NaN;
  });
  return computed({ value, null: rangeOver(ofClouds) });
}

const fewerThanTwo: Outcome<never> = inconclusive({
  en: "There are fewer than two segments.",
  zh: "不足两个人群。",
});

function findPeaks({ x, principal, segments, centres }: JudgedFits, random: Random): JudgesSummary["dips"] {
  const { scores } = principal;
  const rows = simpleSample(x.rows, peakRows, random);
  const first = Float64Array.from(rows, (row) => scores.data[row * scores.cols] ?? 0);
  const sizes = clusterSizes(segments, centres.rows);
  const asked = Array.from(sizes.keys()).filter((segment) => (sizes[segment] ?? 0) >= leastShare * x.rows);
  return [testPeaks(first, "first"), ...testNeighbours(gatherRows(x, rows), centres, asked)];
}
