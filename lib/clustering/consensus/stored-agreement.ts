import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fit } from "../algorithms/algorithm.ts";

/** `consensus.json`: what many runs agree on. */
export interface StoredAgreement {
  readonly runs: number;
  /** Some users, in an order in which the clusters of every fit are in one piece. */
  readonly users: readonly number[];
  /** How many runs put each pair of them into one group: 1 with 0, 2 with 0 and 1, and so on. */
  readonly together: readonly number[];
  /** One a fit, k × k: the share of runs that put two users of these clusters together, mean over pairs; null without a pair. */
  readonly between: readonly (readonly (number | null)[])[];
}

const fileName = "consensus.json";

/** userAt: the user of each fitted row; null where they are the same. Nothing is written of algorithms that are no consensus. */
export function writeAgreement(out: string, fits: readonly Fit[], userAt: Int32Array | null): void {
  const all = fits.flatMap(({ agreement }) => agreement ?? []);
  const [first] = all;
  if (!first) return;
  const stored: StoredAgreement = {
    runs: first.pairs.runs,
    users: Array.from(first.pairs.rows, (row) => userAt?.[row] ?? row),
    together: Array.from(first.pairs.together),
    between: all.map(({ between }) => Array.from(between, (share) => (Number.isNaN(share) ? null : share))),
  };
  writeFileSync(join(out, fileName), JSON.stringify(stored));
}

/** null where the algorithm was no consensus. */
export function readAgreement(folder: string): StoredAgreement | null {
  const path = join(folder, fileName);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}
