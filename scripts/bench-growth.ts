import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type AlgorithmId, algorithms } from "../lib/clustering/algorithms/index.ts";
import { findAlgorithm } from "../lib/clustering/find-algorithm.ts";
import { paramsFor } from "../lib/clustering/params.ts";
import { clusteringStage } from "../lib/clustering/run.ts";
import type { Matrix } from "../lib/core/matrix.ts";
import { createRandom } from "../lib/core/random.ts";
import type { StageContext } from "../lib/core/stage.ts";
import { evaluationStage } from "../lib/evaluation/run.ts";
import { EvaluationConfig } from "../lib/evaluation/schema.ts";
import { openKernels } from "../lib/kernels/pool.ts";
import { writeNumbers } from "../lib/platform/number-file.ts";

const text = { type: "string" } as const;
const flags = { rows: text, algorithms: text, cols: text, k: text, seed: text, threads: text, limit: text } as const;

/**
 * Times every algorithm of the registry, with its defaults, on generated groups that overlap, at growing numbers of rows:
 * `bench -- growth --rows 10000,100000,1000000 --algorithms k-means,dbscan --cols 16 --k 8 --limit 600`. A process for each, so that
 * its peak memory is its own; one JSON line each, as it comes. `evaluation` is the stage that judges the fits of k-means (k 2…10). A
 * process that takes longer than `limit` seconds is ended; its line says so, and of one that the system ended that memory ran out.
 */
export async function benchGrowth(argv: readonly string[]): Promise<void> {
  const [first, ...rest] = argv;
  if (first === "--single") return console.log(JSON.stringify(await timeSingle(rest)));
  const { values } = parseArgs({ args: [...argv], options: flags });
  const names = values.algorithms?.split(",") ?? [...algorithms.map(({ id }) => id), "evaluation"];
  for (const name of names) {
    for (const rows of (values.rows ?? "10000,100000,1000000").split(",")) {
      const own = ["--algorithms", name, "--rows", rows];
      const others = Object.entries(values).flatMap(([flag, value]) =>
        flag === "algorithms" || flag === "rows" ? [] : [`--${flag}`, value],
      );
      const script = join(import.meta.dirname, "bench.ts");
      const limit = Number(values.limit ?? 600);
      const ended = spawnSync(process.execPath, [script, "growth", "--single", ...own, ...others], {
        encoding: "utf8",
        timeout: 1000 * limit,
      });
      const failure = { case: "growth", algorithm: name, n: Number(rows), failed: tellEnd(ended, limit) };
      console.log(ended.status === 0 ? ended.stdout.trim() : JSON.stringify(failure));
    }
  }
}

/** Why a process gave no result: our own time limit, the system's or the engine's want of memory, or what it said itself. */
export function tellEnd({ error, signal, status, stderr }: Ended, limit: number): string {
  if (error !== undefined && "code" in error && error.code === "ETIMEDOUT") return `over ${limit} s`;
  const lacksMemory = signal === "SIGKILL" || signal === "SIGABRT" || status === 134 || status === 137;
  if (lacksMemory) return "out of memory";
  return stderr.trim() || `ended by ${signal ?? status}`;
}

type Ended = Pick<SpawnSyncReturns<string>, "error" | "signal" | "status" | "stderr">;

async function timeSingle(argv: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { values } = parseArgs({ args: [...argv], options: flags });
  const { algorithms: name = "k-means" } = values;
  const [rows, cols, k] = [Number(values.rows ?? 10_000), Number(values.cols ?? 16), Number(values.k ?? 8)];
  const [seed, threads] = [Number(values.seed ?? 42), Number(values.threads ?? availableParallelism())];
  const prepare = name === "evaluation" ? prepareStage : prepareFit;
  const { run, close } = await prepare({ name, rows, cols, k, seed, threads });
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await run();
  const milliseconds = Math.round(performance.now() - start);
  const { user, system } = process.cpuUsage(cpu);
  const peakRssMb = Math.floor(process.resourceUsage().maxRSS / 1024);
  await close();
  return {
    ...{ case: "growth", algorithm: name, n: rows, d: cols },
    ...{ milliseconds, cpuMilliseconds: Math.round((user + system) / 1000), peakRssMb, ...result },
  };
}

interface Shape {
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
  readonly k: number;
  readonly seed: number;
  readonly threads: number;
}

interface Prepared {
  run(): Promise<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

async function prepareFit({ name, rows, cols, k, seed, threads }: Shape): Promise<Prepared> {
  const algorithm = findAlgorithm(name as AlgorithmId);
  const kernels = await openKernels({ threads });
  const x = kernels.matrix(rows, cols);
  fillGroups(x, k, seed);
  const config = { algorithm: algorithm.id, k, kMin: k, kMax: k };
  return {
    async run() {
      const random = createRandom(seed);
      const params = paramsFor(algorithm.params, config);
      const fit = algorithm.fit as (...args: unknown[]) => ReturnType<typeof algorithm.fit>;
      const [only] = await fit(x, algorithm.clusters ? [k] : [], params, { kernels, random });
      const noise = only?.labels.reduce((sum, label) => sum + Number(label < 0), 0);
      return { clusters: only?.k, noise, inertia: only?.inertia, iterations: only?.iterations };
    },
    close: () => kernels.close(),
  };
}

async function prepareStage({ rows, cols, k, seed, threads }: Shape): Promise<Prepared> {
  const folder = mkdtempSync(join(tmpdir(), "clade-growth-"));
  const input = (stage: string) => join(folder, stage);
  for (const stage of ["features", "clustering", "evaluation"]) mkdirSync(input(stage));
  const x = { data: new Float32Array(rows * cols), rows, cols };
  fillGroups(x, k, seed);
  writeNumbers(join(input("features"), "matrix.f32"), x.data);
  const matrixColumns = Array.from({ length: cols }, (_, j) => `feature ${j}`);
  writeFileSync(join(input("features"), "features.json"), JSON.stringify({ users: rows, matrixColumns }));
  const clustering = { algorithm: "k-means", k: "auto", kMin: 3, kMax: 10 } as const;
  const contextOf = (stage: string): StageContext => ({ input, out: input(stage), threads, progress() {} });
  await clusteringStage.run({ ...clustering, seed }, contextOf("clustering"));
  const { labels: _labels, outOfTime: _outOfTime, ...measures } = EvaluationConfig.parse({});
  return {
    async run() {
      await evaluationStage.run({ ...measures, clustering, seed }, contextOf("evaluation"));
      return {};
    },
    close: async () => rmSync(folder, { recursive: true }),
  };
}

/** Normal points around `k` centres whose coordinates have a deviation of 0.9: neighbours overlap. */
function fillGroups({ data, cols }: Matrix, k: number, seed: number): void {
  const random = createRandom(seed).fork("groups");
  const centres = Float32Array.from({ length: k * cols }, () => 0.9 * random.normal());
  for (let start = 0; start < data.length; start += cols) {
    const from = random.int(k) * cols;
    for (let j = 0; j < cols; j++) data[start + j] = (centres[from + j] ?? 0) + random.normal();
  }
}
