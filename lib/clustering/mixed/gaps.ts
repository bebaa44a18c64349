import { CladeError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import { mixedColumns } from "./levels.ts";

/** Of rows that have nothing in common with others so many may stay out; beyond, there is little to compare people by. */
const mostApart = 0.1;

/** Rows that are compared by what each two have. */
export interface ComparedRows {
  /** Rows that lack something. */
  readonly withGaps: number;
  /** Rows that have every feature. */
  readonly whole: number;
  /** Of the features, the share that two of the rows have in common: mean over all pairs. */
  readonly shared: number;
  /** Rows that have nothing in common with somebody who is compared, or nothing at all: they are not. */
  readonly apart: ReadonlySet<number>;
}

interface Pattern {
  /** A bit a feature that is there. */
  readonly bits: Uint32Array;
  readonly rows: number[];
  /** Patterns that share nothing with it, and how many rows these have together, but for those that were left out. */
  readonly strangers: Pattern[];
  strange: number;
}

/**
 * Which rows can be compared with each other, so that each two have a feature in common: where two have none, there is no distance,
 * and a tree needs all. The rows of as few people as possible are left out, by greedy choice of what they lack: those who are
 * strangers to most for how many they are, the first of equals. A category counts as one feature.
 * x: n × d, NaN: missing; staysOut: rows that are not compared anyway. O(n·d + p·q·d/32) time, p the patterns of gaps and q those with
 * half of the features or fewer: two who have more share some.
 * @throws NOTHING_SHARED where more than a tenth would be left out.
 */
export function compareRows(x: Matrix, staysOut: (row: number) => boolean): ComparedRows {
  const { numbers, categories } = mixedColumns(x);
  const columns = [...numbers, ...categories.map(({ first }) => first)];
  const patterns = patternsOf(x, columns, staysOut);
  const compared = patterns.reduce((sum, { rows }) => sum + rows.length, 0);
  introduce(patterns, columns.length);
  const apart = new Set<number>();
  const left = new Set(patterns);
  for (let out = strangest(left); out; out = strangest(left)) {
    left.delete(out);
    for (const other of out.strangers) other.strange -= out.rows.length;
    for (const row of out.rows) apart.add(row);
  }
  if (apart.size > mostApart * compared) throw new CladeError("NOTHING_SHARED", { users: apart.size, of: compared });
  const kept = [...left];
  const whole = kept.reduce((sum, { bits, rows }) => sum + (countBits(bits) === columns.length ? rows.length : 0), 0);
  return { withGaps: compared - apart.size - whole, whole, shared: sharedOf(kept, columns.length), apart };
}

function patternsOf({ data, rows, cols }: Matrix, columns: readonly number[], staysOut: (row: number) => boolean) {
  const found = new Map<string, Pattern>();
  const bits = new Uint32Array(Math.ceil(columns.length / 32));
  for (let row = 0; row < rows; row++) {
    if (staysOut(row)) continue;
    bits.fill(0);
    for (const [i, j] of columns.entries())
      if (!Number.isNaN(data[row * cols + j] ?? Number.NaN)) bits[i >> 5] = (bits[i >> 5] ?? 0) | (1 << (i & 31));
    const key = bits.join();
    const pattern = found.get(key);
    if (pattern) pattern.rows.push(row);
    else found.set(key, { bits: bits.slice(), rows: [row], strangers: [], strange: 0 });
  }
  return [...found.values()];
}

function introduce(patterns: readonly Pattern[], features: number): void {
  const counts = patterns.map(({ bits }) => countBits(bits));
  for (const [at, pattern] of patterns.entries()) {
    const own = counts[at] ?? 0;
    if (2 * own > features) continue;
    for (const [place, other] of patterns.entries()) {
      if (shareSome(pattern.bits, other.bits)) continue;
      if (other !== pattern || own === 0) pattern.strangers.push(other);
      if (2 * (counts[place] ?? 0) > features) other.strangers.push(pattern);
    }
  }
  for (const pattern of patterns) pattern.strange = pattern.strangers.reduce((sum, { rows }) => sum + rows.length, 0);
}

function shareSome(one: Uint32Array, other: Uint32Array): boolean {
  for (let i = 0; i < one.length; i++) if (((one[i] ?? 0) & (other[i] ?? 0)) !== 0) return true;
  return false;
}

/** Of those who have strangers left, the most strangers for each of their own; undefined where all know each other. */
function strangest(left: ReadonlySet<Pattern>): Pattern | undefined {
  let [found, most]: [Pattern | undefined, number] = [undefined, 0];
  for (const pattern of left) {
    const each = pattern.strange / pattern.rows.length;
    if (each > most) [found, most] = [pattern, each];
  }
  return found;
}

/** Mean over pairs of rows of the share of features that both have: of each feature the pairs that have it, over all pairs. */
function sharedOf(patterns: readonly Pattern[], features: number): number {
  const counts = new Float64Array(features);
  let rows = 0;
  for (const { bits, rows: own } of patterns) {
    rows += own.length;
    for (let i = 0; i < features; i++)
      if (((bits[i >> 5] ?? 0) >>> (i & 31)) & 1) counts[i] = (counts[i] ?? 0) + own.length;
  }
  if (rows < 2 || features === 0) return 1;
  return counts.reduce((sum, count) => sum + (count * (count - 1)) / (rows * (rows - 1)), 0) / features;
}

function countBits(bits: Uint32Array): number {
  let count = 0;
  for (let word of bits) for (; word !== 0; word &= word - 1) count++;
  return count;
}

/** Lets rows with gaps into a fit, and remembers what people should know of them. fewestWhole: rows with every feature that checks need. */
export function meetGaps(staysOut: (row: number) => boolean, fewestWhole: number) {
  const met: ComparedRows[] = [];
  return {
    /** @throws NOTHING_SHARED; TOO_FEW_WHOLE where there is hardly anybody to check the segments on. */
    withGaps(x: Matrix): (row: number) => boolean {
      const compared = compareRows(x, staysOut);
      const { whole, withGaps } = compared;
      if (withGaps > 0 && whole < fewestWhole)
        throw new CladeError("TOO_FEW_WHOLE", { users: whole, of: whole + withGaps, needed: fewestWhole });
      met.push(compared);
      return (row) => !compared.apart.has(row);
    },
    notes: () => met.flatMap(notesOnGaps),
  };
}

/** What people should know of rows with gaps; empty where there are none. */
export function notesOnGaps({ withGaps, whole, shared, apart }: ComparedRows): Localised[] {
  if (withGaps === 0) return [];
  const [some, all, none] = [withGaps, withGaps + whole, apart.size].map((count) => formatNumber(count));
  const both = formatShare(shared, "en");
  return [
    {
      en: `${some} of ${all} lack some features. Nothing was filled in: each two were compared by the features that both have, on average ${both} of them. The checks look at the ${formatNumber(whole)} that have all.`,
      zh: `${all} 条记录中有 ${some} 条缺少部分特征。缺失值未做填补：每两条只按双方都有的特征比较，平均为全部特征的 ${formatShare(shared, "zh")}。各项检验基于特征齐全的 ${formatNumber(whole)} 条。`,
    },
    ...(apart.size > 0
      ? [
          {
            en: `${none} more share no feature with some of the others, so there was nothing to compare them by.`,
            zh: `另有 ${none} 条与其中一些没有任何共同特征，无从比较。`,
          },
        ]
      : []),
  ];
}
