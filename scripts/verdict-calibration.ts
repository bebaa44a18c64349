import { availableParallelism } from "node:os";
import type { Algorithm } from "../lib/clustering/algorithms/algorithm.ts";
import { algorithms } from "../lib/clustering/algorithms/index.ts";
import { paramsFor } from "../lib/clustering/params.ts";
import type { Matrix } from "../lib/core/matrix.ts";
import { createRandom, type Random } from "../lib/core/random.ts";
import { evaluateFits } from "../lib/evaluation/evaluate-fits.ts";
import { EvaluationConfig } from "../lib/evaluation/schema.ts";
import { treatValues } from "../lib/features/treatments.ts";
import { type Kernels, openKernels } from "../lib/kernels/pool.ts";
import { weighEvidence } from "../lib/segments/evidence.ts";

/** Clouds without groups, as a shop's figures look: correlated, skewed, flat. */
const clouds: Readonly<Record<string, (users: number, random: Random) => number[][]>> = {
  uniform: (users, random) => rowsOf(users, () => [random.next(), random.next()]),
  "correlated Gaussian": (users, random) => rowsOf(users, () => correlated(random)),
  "correlated log-normal": (users, random) => rowsOf(users, () => correlated(random).map((value) => Math.exp(value))),
};

function rowsOf(users: number, draw: () => number[]): number[][] {
  return Array.from({ length: users }, draw);
}

function correlated(random: Random): number[] {
  const shared = random.normal();
  return [0.9, 0.7, 0.5, 0.3, 0].map((loading) => loading * shared + Math.sqrt(1 - loading ** 2) * random.normal());
}

/** Columns treated as those of a users table: a logarithm where they are skewed, one percent winsorised, standardised. */
function treat(rows: readonly (readonly number[])[], log: boolean): Matrix {
  const cols = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * cols);
  for (let j = 0; j < cols; j++) {
    const values = Float64Array.from(rows, (row) => row[j] ?? Number.NaN);
    for (const [row, value] of treatValues(values, { log, winsorise: 0.01, scale: "standard" }).entries())
      data[row * cols + j] = value;
  }
  return { data, rows: rows.length, cols };
}

async function judge(kernels: Kernels, rows: Matrix, id: string, seed: number) {
  const entry = algorithms.find((one) => one.id === id);
  if (!entry) throw new RangeError(`no algorithm ${id}`);
  const algorithm: Algorithm = entry;
  const clustering = { algorithm: entry.id, k: "auto", kMin: 3, kMax: 10 } as const;
  const mark = kernels.mark();
  const x = kernels.matrix(rows.rows, rows.cols);
  x.data.set(rows.data);
  const random = createRandom(seed);
  const ks = algorithm.clusters ? [2, 3, 4, 5, 6, 7, 8, 9, 10] : [];
  const fits = await algorithm.fit(x, ks, paramsFor(algorithm.params, clustering), { kernels, random });
  const settings = EvaluationConfig.parse({ exactUpTo: 10_000, sampleSize: 5_000 });
  const all = fits.map((fit) => ({ ...fit, allLabels: fit.labels }));
  const found = await evaluateFits(kernels, { x, fits: all, algorithm, clustering }, settings, random, () => {});
  kernels.release(mark);
  return found;
}

const [users = "500", seeds = "100", ...ids] = process.argv.slice(2);
const kernels = await openKernels({ threads: availableParallelism() });
for (const id of ids.length > 0 ? ids : ["k-means"]) {
  for (const [name, draw] of Object.entries(clouds)) {
    const counts = { honest: 0, apart: 0, peaks: 0 };
    for (let seed = 1; seed <= Number(seeds); seed++) {
      const rows = draw(Number(users), createRandom(seed).fork(name));
      const found = await judge(kernels, treat(rows, name.includes("log")), id, seed);
      const { isApart, hasPeaks } = weighEvidence(found);
      counts.honest += Number(!(isApart && hasPeaks));
      counts.apart += Number(isApart);
      counts.peaks += Number(hasPeaks);
    }
    process.stdout.write(
      `| ${id} | ${name} | ${users} | ${counts.honest} of ${seeds} | ${counts.apart} | ${counts.peaks} |\n`,
    );
  }
}
await kernels.close();
