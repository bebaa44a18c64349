import { CladeError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import type { Sequences } from "./sequences.ts";
import { shuffled } from "./shuffled.ts";

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
  const kept = new Set(
    shuffled(usable, random).slice(0, Math.min(mostForValidation, Math.max(1, Math.round(share * usable.length)))),
  );
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

/**
 * Labelled users with events, in two parts with the same mix of classes. codes: each user's class, −1 without one.
 * @throws TOO_FEW_USERS where a class has fewer than two such users: one to learn from and one to check.
 */
export function splitLabelled(
  sequences: Sequences,
  codes: Int32Array,
  classes: number,
  share: number,
  random: Random,
): { training: number[]; validation: number[] } {
  const split = { training: [] as number[], validation: [] as number[] };
  for (let label = 0; label < classes; label++) {
    const users = [...codes.keys()].filter((user) => codes[user] === label && (sequences.newest[user] ?? -1) >= 0);
    if (users.length < 2) throw new CladeError("TOO_FEW_USERS", { users: users.length, k: 2 });
    const order = shuffled(users, random.fork(`class ${label}`));
    const kept = Math.max(1, Math.round(share * order.length));
    split.validation.push(...order.slice(0, kept));
    split.training.push(...order.slice(kept));
  }
  return split;
}
