import type { ValueUse } from "./value-columns.ts";

/** A stretch of rows or of users, column by column; all have `count` numbers at least. */
export interface Stretch {
  readonly count: number;
  /** Place of the arm, −1 where it is none of the test's. */
  readonly arm: ArrayLike<number>;
  /** Place of the segment. */
  readonly segment: ArrayLike<number>;
  /** Days since 1970, NaN where unknown. */
  readonly day: ArrayLike<number>;
  /** Of rows by value column, of users by use; NaN where there is no value. */
  readonly values: readonly ArrayLike<number>[];
}

/**
 * Turns rows that come sorted by user into users, stretch by stretch. A user seen in two arms is dropped and counted; the
 * segment is that of the first row, the day the earliest.
 */
export class UserJoiner {
  /** Users in more than one arm, and their rows. */
  readonly several = { users: 0, rows: 0 };
  /** Users of more than one row. */
  repeated = 0;
  private readonly uses: readonly ValueUse[];
  private readonly sums: Float64Array;
  /** Rows with a value so far, by use. */
  private readonly seen: Float64Array;
  private readonly isMixed: Uint8Array;
  private current: { high: bigint; low: bigint; arm: number; segment: number; day: number; rows: number } | undefined;
  private isTorn = false;
  private out: Users;

  constructor(uses: readonly ValueUse[]) {
    this.uses = uses;
    this.sums = new Float64Array(uses.length);
    this.seen = new Float64Array(uses.length);
    this.isMixed = new Uint8Array(uses.length);
    this.out = emptyUsers(uses.length);
  }

  /** `high`, `low`: the halves of a number that tells users apart, equal for all rows of one, which are neighbours. */
  push(rows: Stretch, high: ArrayLike<bigint>, low: ArrayLike<bigint>): Stretch {
    this.out = emptyUsers(this.uses.length);
    for (let row = 0; row < rows.count; row++) {
      const [h, l] = [high[row] ?? 0n, low[row] ?? 0n];
      const isSame = this.current !== undefined && this.current.high === h && this.current.low === l;
      if (!isSame) {
        this.close();
        this.open(rows, row, h, l);
      }
      this.take(rows, row);
    }
    return this.finished();
  }

  /** The last user. */
  finish(): Stretch {
    this.out = emptyUsers(this.uses.length);
    this.close();
    return this.finished();
  }

  private open(rows: Stretch, row: number, high: bigint, low: bigint): void {
    this.isTorn = false;
    this.current = {
      ...{ high, low, rows: 0 },
      arm: rows.arm[row] ?? -1,
      segment: rows.segment[row] ?? 0,
      day: Number.NaN,
    };
    this.sums.fill(Number.NaN);
    this.seen.fill(0);
    this.isMixed.fill(0);
  }

  private take(rows: Stretch, row: number): void {
    const user = this.current;
    if (!user) return;
    user.rows++;
    if ((rows.arm[row] ?? -1) !== user.arm) this.isTorn = true;
    const day = rows.day[row] ?? Number.NaN;
    if (!(day >= user.day)) user.day = Number.isNaN(day) ? user.day : day;
    for (const [at, { source, rule }] of this.uses.entries()) {
      const value = rows.values[source]?.[row] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const sum = this.sums[at] ?? Number.NaN;
      const before = this.seen[at] ?? 0;
      this.seen[at] = before + 1;
      if (Number.isNaN(sum)) this.sums[at] = value;
      else if (rule === "any") this.sums[at] = Math.max(sum, value);
      else if (rule === "sum" || this.isMixed[at] === 1) this.sums[at] = sum + value;
      else if (sum !== value) {
        // All rows so far said the same: from here on each counts.
        this.isMixed[at] = 1;
        this.sums[at] = sum * before + value;
      }
    }
  }

  private close(): void {
    const user = this.current;
    this.current = undefined;
    if (!user) return;
    if (user.rows > 1) this.repeated++;
    if (this.isTorn) {
      this.several.users++;
      this.several.rows += user.rows;
      return;
    }
    this.out.arm.push(user.arm);
    this.out.segment.push(user.segment);
    this.out.day.push(user.day);
    for (const [at, values] of this.out.values.entries()) values.push(this.sums[at] ?? Number.NaN);
  }

  private finished(): Stretch {
    return { count: this.out.arm.length, ...this.out };
  }
}

interface Users {
  readonly arm: number[];
  readonly segment: number[];
  readonly day: number[];
  readonly values: readonly number[][];
}

function emptyUsers(uses: number): Users {
  return { arm: [], segment: [], day: [], values: Array.from({ length: uses }, () => []) };
}
