import { availableParallelism } from "node:os";
import { algorithms } from "../lib/clustering/algorithms/index.ts";
import { createRandom } from "../lib/core/random.ts";
import { openKernels } from "../lib/kernels/pool.ts";
import { groupless, judgeMatrix, treatRows } from "../lib/segments/fixtures/judge-matrix.ts";

/**
 * How often users without groups are said to form none: node scripts/verdict-calibration.ts [users] [seeds] [algorithm …]. A row a
 * cloud, as lib/evaluation/CALIBRATION.md keeps them: seeds without groups, further apart than clouds, with more than one peak.
 */
const [users = "500", seeds = "100", ...ids] = process.argv.slice(2);
const asked = algorithms.filter(({ id }) => (ids.length > 0 ? ids.includes(id) : id === "k-means"));
const kernels = await openKernels({ threads: availableParallelism() });
for (const { id } of asked) {
  for (const [name, draw] of Object.entries(groupless)) {
    const counts = { honest: 0, apart: 0, peaks: 0 };
    for (let seed = 1; seed <= Number(seeds); seed++) {
      const rows = treatRows(draw(Number(users), createRandom(seed).fork(name)), name.includes("log"));
      const { isApart, hasPeaks, isGroups } = await judgeMatrix(kernels, rows, { algorithm: id }, seed);
      counts.honest += Number(!isGroups);
      counts.apart += Number(isApart);
      counts.peaks += Number(hasPeaks);
    }
    const figures = `${counts.honest} of ${seeds} | ${counts.apart} | ${counts.peaks}`;
    process.stdout.write(`| ${id} | ${name} | ${users} | ${figures} |\n`);
  }
}
await kernels.close();
