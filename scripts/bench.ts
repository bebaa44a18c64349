import { closeSync, fstatSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { chooseClusters } from "../lib/clustering/density/choose-clusters.ts";
import { condenseTree } from "../lib/clustering/density/condensed-tree.ts";
import { membershipOf } from "../lib/clustering/density/membership.ts";
import { CladeError } from "../lib/core/errors.ts";
import type { Matrix } from "../lib/core/matrix.ts";
import { createRandom } from "../lib/core/random.ts";
import { fitTfIdf, tfIdfDefaults } from "../lib/embedding/text/tf-idf.ts";
import { splitWords } from "../lib/embedding/text/words.ts";
import { clusterSizes } from "../lib/evaluation/sample.ts";
import { cutTree } from "../lib/kernels/cut-tree.ts";
import { dbscan } from "../lib/kernels/dbscan.ts";
import { gaussianMixture } from "../lib/kernels/gaussian-mixture.ts";
import { kMeans } from "../lib/kernels/k-means.ts";
import { pca } from "../lib/kernels/pca.ts";
import { type Kernels, openKernels } from "../lib/kernels/pool.ts";
import { reachabilityTree } from "../lib/kernels/reachability-tree.ts";
import { silhouettes } from "../lib/kernels/silhouette.ts";
import { sphericalKMeans } from "../lib/kernels/spherical-k-means.ts";
import { trustworthiness } from "../lib/kernels/trustworthiness.ts";
import { umap } from "../lib/kernels/umap.ts";
import { wardTree } from "../lib/kernels/ward.ts";
import { benchExperiment } from "./bench-experiment.ts";
import { benchTraining } from "./bench-train.ts";

// npm run bench -- CASE --input FILE.f32 --rows N --cols D: times one kernel on the bytes a Python peer is given, one
// JSON line a run of the command. Files are little-endian and row-major; reading them is outside the clock. The case tfidf
// takes text, one document a line, the first N lines. The case train takes the flags of the peer and no file,
// the cases experiment and growth make their own.

class UsageError extends Error {}

const numbers = {
  rows: 0,
  cols: 0,
  k: 8,
  seed: 42,
  runs: 3,
  restarts: 1,
  iterations: 300,
  threads: 0,
  "min-samples": 10,
  "min-cluster-size": 0,
};

interface Options extends Readonly<typeof numbers> {
  readonly eps: number;
  readonly input: string;
  readonly labels: string | undefined;
  readonly outLabels: string | undefined;
  readonly outEmbedding: string | undefined;
}

interface Trial {
  /** Goes into the JSON line. */
  readonly result: Readonly<Record<string, unknown>>;
  readonly labels?: Int32Array;
  /** n × 2, of a map. */
  readonly coordinates?: Float32Array;
}

interface Input {
  readonly x: Matrix;
  readonly labels: Int32Array | undefined;
  /** Empty but for the cases that take text. */
  readonly lines: readonly string[];
}

type Case = (kernels: Kernels, input: Input, options: Options) => Trial;

const cases: Readonly<Record<string, Case>> = {
  kmeans(kernels, { x }, { k, restarts, seed, iterations }) {
    const fit = kMeans(kernels, x, { k, restarts, maxIterations: iterations, random: createRandom(seed) });
    return { result: { inertia: fit.inertia, iterations: fit.iterations }, labels: fit.labels };
  },
  silhouette(kernels, { x, labels }) {
    if (labels === undefined) throw new UsageError("silhouette needs --labels FILE.i32");
    const [widths = new Float32Array(0)] = silhouettes(kernels, x, [labels]);
    const defined = widths.filter((width) => !Number.isNaN(width));
    return { result: { mean: defined.reduce((sum, width) => sum + width, 0) / defined.length } };
  },
  pca(kernels, { x }) {
    return { result: { explained: pca(kernels, x, 2).explained } };
  },
  spherical(kernels, { x }, { k, restarts, seed, iterations }) {
    const options = { k, restarts, maxIterations: iterations, random: createRandom(seed) };
    const { labels, objective, iterations: passes } = sphericalKMeans(kernels, x, options);
    return { result: { meanCosine: 1 - objective / x.rows, iterations: passes }, labels };
  },
  gmm(kernels, { x }, { k, restarts, seed, iterations }) {
    const options = { k, covariance: "full", restarts, maxIterations: iterations, random: createRandom(seed) } as const;
    const { labels, meanLogLikelihood, iterations: passes } = gaussianMixture(kernels, x, options);
    return { result: { meanLogLikelihood, iterations: passes, converged: passes < iterations }, labels };
  },
  hdbscan(kernels, { x }, { "min-samples": minSamples, "min-cluster-size": smallest }) {
    const { tree } = reachabilityTree(kernels, x, Math.min(minSamples, x.rows));
    const condensed = condenseTree(tree, smallest || 5 * minSamples);
    const chosen = chooseClusters(condensed, { selection: "eom", epsilon: 0 });
    const { labels } = membershipOf(condensed, chosen);
    return { result: { clusters: chosen.length, noise: labels.filter((label) => label < 0).length }, labels };
  },
  dbscan(kernels, { x }, { eps, "min-samples": minSamples }) {
    const { labels, k } = dbscan(kernels, x, { eps, minSamples });
    return { result: { clusters: k, noise: labels.filter((label) => label < 0).length }, labels };
  },
  ward(kernels, { x }, { k }) {
    const tree = wardTree(kernels, x);
    const labels = cutTree(tree, k);
    return { result: { sizes: clusterSizes(labels, k).toSorted((a, b) => a - b) }, labels };
  },
  umap(kernels, { x }, { seed }) {
    const { coordinates } = umap(kernels, x, { random: createRandom(seed) });
    return { result: {}, coordinates };
  },
  tfidf(_, { lines }) {
    const { model, weights } = fitTfIdf(wordsOf(lines), tfIdfDefaults);
    return { result: { terms: model.vocabulary.length, nonZero: weights.columns.length } };
  },
};
function* wordsOf(lines: readonly string[]): Iterable<readonly string[]> {
  for (const line of lines) yield splitWords(line);
}

const textCases: ReadonlySet<string> = new Set(["tfidf"]);

async function main(): Promise<void> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === "experiment") return console.log(JSON.stringify(benchExperiment(rest)));
  // Loads every engine of the stages, which the other cases go without.
  if (first === "growth") return (await import("./bench-growth.ts")).benchGrowth(rest);
  if (first === "train") return console.log(JSON.stringify(await benchTraining(rest)));
  const { name, options } = readCommandLine();
  const run = cases[name];
  if (run === undefined) throw new UsageError(`unknown case ${name}: one of ${Object.keys(cases).join(", ")}`);
  const kernels = await openKernels({ threads: options.threads || availableParallelism() });
  const input = textCases.has(name) ? readLines(options) : readMatrix(kernels, options);
  run(kernels, sample(input, 5000), options);
  const all: number[] = [];
  let trial: Trial = { result: {} };
  for (let i = 0; i < options.runs; i++) {
    const start = performance.now();
    trial = run(kernels, input, options);
    all.push(Math.round(10 * (performance.now() - start)) / 10);
  }
  if (options.outLabels !== undefined && trial.labels !== undefined) writeFileSync(options.outLabels, trial.labels);
  const { coordinates } = trial;
  if (options.outEmbedding !== undefined && coordinates !== undefined) writeFileSync(options.outEmbedding, coordinates);
  const judged = { neighbours: 15, sample: 5000, random: createRandom(0) };
  const trust = coordinates && { trustworthiness: trustworthiness(kernels, input.x, coordinates, judged) };
  await kernels.close();
  const peakRssMb = Math.floor(process.resourceUsage().maxRSS / 1024);
  const shape = { case: name, n: options.rows, d: options.cols };
  console.log(JSON.stringify({ ...shape, milliseconds: median(all), all, peakRssMb, ...trial.result, ...trust }));
}

function readCommandLine(): { name: string; options: Options } {
  const flags = Object.keys(numbers).map((flag) => [flag, { type: "string" as const }] as const);
  const text = { type: "string" } as const;
  const { values: parsed, positionals } = parseArgs({
    options: {
      ...Object.fromEntries(flags),
      input: text,
      labels: text,
      "out-labels": text,
      "out-embedding": text,
      eps: text,
    },
    allowPositionals: true,
  });
  const values: Readonly<Record<string, string | undefined>> = parsed;
  const { input, labels, "out-labels": outLabels, "out-embedding": outEmbedding } = values;
  const [name, ...rest] = positionals;
  if (name === undefined) throw new UsageError(`which case? One of ${Object.keys(cases).join(", ")}`);
  if (rest.length > 0) throw new UsageError(`one case at a time, not also ${rest.join(" ")}`);
  const chosen = { ...numbers };
  for (const [flag, fallback] of Object.entries(numbers)) {
    const value = Number(values[flag] ?? fallback);
    const isOptional =
      (flag === "threads" || flag === "min-cluster-size" || (flag === "cols" && textCases.has(name))) &&
      values[flag] === undefined;
    const least = flag === "seed" || isOptional ? 0 : 1;
    if (!Number.isSafeInteger(value) || value < least)
      throw new UsageError(`--${flag} takes a whole number from ${least}`);
    chosen[flag as keyof typeof numbers] = value;
  }
  const eps = Number(values.eps ?? 0.9);
  if (!(eps > 0)) throw new UsageError("--eps takes a number above 0");
  if (input === undefined) throw new UsageError("--input FILE.f32 is missing");
  return { name, options: { ...chosen, eps, input, labels, outLabels, outEmbedding } };
}

function readMatrix(kernels: Kernels, options: Options): Input {
  const x = kernels.matrix(options.rows, options.cols);
  readNumbers(options.input, x.data);
  const labels = options.labels === undefined ? undefined : new Int32Array(options.rows);
  if (options.labels !== undefined && labels !== undefined) readNumbers(options.labels, labels);
  return { x, labels, lines: [] };
}

function readLines({ input, rows }: Options): Input {
  const lines = readFileSync(input, "utf8").replace(/\n$/, "").split("\n").slice(0, rows);
  if (lines.length < rows) throw new UsageError(`${input} holds ${lines.length} lines, ${rows} are asked for`);
  return { x: { data: new Float32Array(0), rows, cols: 0 }, labels: undefined, lines };
}

/** Fills `into` from the start of a file, straight into kernel memory where it lies there. */
function readNumbers(file: string, into: Float32Array | Int32Array): void {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  const handle = openSync(file, "r");
  try {
    const { size } = fstatSync(handle);
    if (size < bytes.length) throw new UsageError(`${file} holds ${size} bytes, ${bytes.length} are asked for`);
    for (let done = 0; done < bytes.length; )
      done += readSync(handle, bytes, done, Math.min(bytes.length - done, 1 << 30), done);
  } finally {
    closeSync(handle);
  }
}

/** Rows for the warm-up: compiling is outside the clock, as it is for the peers. */
function sample({ x, labels, lines }: Input, size: number): Input {
  const random = createRandom(0);
  const picked = Array.from({ length: Math.min(size, x.rows) }, () => random.int(x.rows));
  const data = new Float32Array(picked.length * x.cols);
  for (const [i, row] of picked.entries()) data.set(x.data.subarray(row * x.cols, (row + 1) * x.cols), i * x.cols);
  return {
    x: { data, rows: picked.length, cols: x.cols },
    labels: labels && Int32Array.from(picked, (row) => labels[row] ?? -1),
    lines: lines.length === 0 ? lines : picked.map((row) => lines[row] ?? ""),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

try {
  await main();
} catch (error) {
  const isUsage =
    error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS") === true;
  const isFile =
    (error as NodeJS.ErrnoException).code === "ENOENT" || (error as NodeJS.ErrnoException).code === "EISDIR";
  if (!isUsage && !isFile && !(error instanceof CladeError)) throw error;
  console.error(`bench: ${(error as Error).message.split("\n")[0]}`);
  process.exit(isUsage || isFile ? 2 : 1);
}
