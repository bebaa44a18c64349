import type { Random } from "../../core/random.ts";
import type { Sequences } from "./sequences.ts";

export interface UserSplit {
  /** Rows of windows; all windows of a user are on one side. Windows of one event teach nothing and are left out. */
  readonly training: Int32Array;
  readonly validation: Int32Array;
  /** Users that have a window on either side. */
  readonly users: number;
}

const mostForValidation = 4096;

/** Keeps a random share of the users out of training, at least one and at most 4,096; of those the newest window counts. */
export function splitUsers(sequences: Sequences, share: number, random: Random): UserSplit {
  const usable = [...sequences.newest.keys()].filter((user) => {
    const row = sequences.newest[user] ?? -1;
    return row >= 0 && (sequences.counts[row] ?? 0) >= 2;
  });
  for (let i = usable.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [usable[i], usable[j]] = [usable[j] ?? 0, usable[i] ?? 0];
  }
  const kept = new Set(usable.slice(0, Math.min(mostForValidation, Math.max(1, Math.round(share * usable.length)))));
  const training: number[] = [];
  const validation: number[] = [];
  for (let row = 0; row < sequences.rows; row++) {
    if ((sequences.counts[row] ?? 0) < 2) continue;
    const user = sequences.users[row] ?? -1;
    if (!kept.has(user)) training.push(row);
    else if (sequences.newest[user] === row) validation.push(row);
  }
  return { training: Int32Array.from(training), validation: Int32Array.from(validation), users: usable.length };
}
