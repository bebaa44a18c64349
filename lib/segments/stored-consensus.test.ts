import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { consensus } from "../clustering/algorithms/consensus.ts";
import { writeFits } from "../clustering/stored-fits.ts";
import { createRandom } from "../core/random.ts";
import { openKernels } from "../kernels/pool.ts";
import { blobs } from "../kernels/test-data.ts";
import { readConsensus } from "./stored-consensus.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clade-consensus-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("is put in the order of segments, whatever the fit called them", async () => {
  const kernels = await openKernels({ threads: 1 });
  const x = blobs(createRandom(8), 150, 2, 3, 40);
  const params = { runs: 18, fewestGroups: 2, mostGroups: 4 };
  const fits = await consensus.fit(x, [2, 3], params, { kernels, random: createRandom(1) });
  await kernels.close();
  const nobody = { rows: 0, cols: 2, read: () => {} };
  writeFits(folder, fits, { completeAt: null, partial: nobody, partialAt: new Int32Array(0) }, 150);
  const summary = {
    ...{ users: 150, columns: 2, fittedUsers: 150, notes: [] },
    fits: fits.map(({ k, inertia, iterations }) => ({ k, inertia, iterations, noise: 0 })),
  };
  const segments = (fits[1]?.labels ?? new Int32Array(0)).map((label) => 2 - label);
  const found = readConsensus(folder, summary, segments, 3);
  expect(found?.segments).toHaveLength(120);
  expect(found?.segments.toSorted((a, b) => a - b)).toEqual(found?.segments);
  const own = (segment: number) => found?.between[segment]?.[segment] ?? Number.NaN;
  const own1 = fits[1]?.agreement?.between;
  expect([own(0), own(2)]).toEqual([own1?.[8], own1?.[0]]);
  // Of users of one segment and of two: the drawn pairs say what all pairs say.
  let [at, within, pairs] = [0, 0, 0];
  for (const [a, one] of (found?.segments ?? []).entries())
    for (const other of found?.segments.slice(0, a) ?? []) {
      const share = (found?.together[at++] ?? 0) / 18;
      if (one === 0 && other === 0) [within, pairs] = [within + share, pairs + 1];
    }
  expect(within / pairs).toBeCloseTo(own(0), 1);
  expect(readConsensus(folder, summary, segments, 5)).toBeNull();
});

it("is nothing where the algorithm asked no runs", () => {
  const summary = { users: 0, columns: 0, fittedUsers: 0, notes: [], fits: [] };
  expect(readConsensus(folder, summary, new Int32Array(0), 3)).toBeNull();
});
