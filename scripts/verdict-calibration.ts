import { availableParallelism } from "node:os";
import { algorithms } from "../lib/clustering/algorithms/index.ts";
import { createRandom } from "../lib/core/random.ts";
import { openKernels } from "../lib/kernels/pool.ts";
import { groupless, judgeMatrix, moreGroupless, treatRows } from "../lib/segments/fixtures/judge-matrix.ts";

/**
 * How often users without groups are said to form none: node scripts/verdict-calibration.ts [users] [seeds] [algorithm …], an algorithm
 * with params as hierarchical:linkage=single. A row a cloud, as lib/evaluation/CALIBRATION.md keeps them: seeds without groups,
 * further apart than clouds, with more than one peak.
 */
const [users = "500", seeds = "100", ...asked] = process.argv.slice(2);
const kernels = await openKernels({ threads: availableParallelism() });
for (const one of asked.length > 0 ? asked : ["k-means"]) {
  const [id, ...params] = one.split(":");
  const algorithm = algorithms.find((entry) => entry.id === id)?.id;
  if (!algorithm) throw new RangeError(`no algorithm ${id}`);
  const clustering = { algorithm, ...Object.fromEntries(params.map((param) => param.split("="))) };
  for (const [name, draw] of Object.entries({ ...groupless, ...moreGroupless })) {
    const counts = { honest: 0, apart: 0, peaks: 0 };
    for (let seed = 1; seed <= Number(seeds); seed++) {
      const rows = treatRows(draw(Number(users), createRandom(seed).fork(name)), name.includes("log"));
      const { isApart, hasPeaks, isGroups } = await judgeMatrix(kernels, rows, clustering, seed);
      counts.honest += Number(!isGroups);
      counts.apart += Number(isApart);
      counts.peaks += Number(hasPeaks);
    }
    const figures = `${counts.honest} of ${seeds} | ${counts.apart} | ${counts.peaks}`;
    process.stdout.write(`| ${one} | ${name} | ${users} | ${figures} |\n`);
  }
}
await kernels.close();
