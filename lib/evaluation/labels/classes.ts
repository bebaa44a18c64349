import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";

export interface LabelClasses {
  /** Rising by number, no before yes, else by code point; of two, the last is the positive one. */
  readonly classes: readonly { readonly name: string; readonly count: number }[];
  /** A class a user, −1 for who has none or one that is too rare. */
  readonly codes: Int32Array;
  readonly problem: Localised | null;
  readonly notes: readonly Localised[];
}

/** More different numbers are a quantity, more different words are no classes. */
const mostNumbers = 20;
const mostWords = 200;
/** Members that a class has in every fold, at least. */
const leastOfFold = 2;

const negatives: ReadonlySet<string> = new Set(["no", "n", "false", "f", "否", "无"]);

/** Classes of a label column. values: one a user, null where it is empty. folds: at least 2. */
export function classesOf(column: string, values: readonly (string | null)[], folds: number): LabelClasses {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const isNumeric = [...counts.keys()].every((value) => value.trim() !== "" && Number.isFinite(Number(value)));
  const none = { classes: [], codes: new Int32Array(values.length).fill(-1), notes: [] };
  if (counts.size > (isNumeric ? mostNumbers : mostWords))
    return { ...none, problem: tooMany(column, counts.size, isNumeric) };
  const least = leastOfFold * folds;
  const kept = [...counts].filter(([, count]) => count >= least).sort(([a], [b]) => compare(a, b, isNumeric));
  if (kept.length < 2) return { ...none, problem: tooFew(column, least) };
  const codeOf = new Map(kept.map(([name], code) => [name, code]));
  const rare = counts.size - kept.length;
  return {
    classes: kept.map(([name, count]) => ({ name, count })),
    codes: Int32Array.from(values, (value) => (value === null ? -1 : (codeOf.get(value) ?? -1))),
    problem: null,
    notes: rare > 0 ? [leftOut(rare, least)] : [],
  };
}

function compare(a: string, b: string, isNumeric: boolean): number {
  if (isNumeric) return Number(a) - Number(b);
  const no = (value: string) => Number(!negatives.has(value.toLowerCase()));
  return no(a) - no(b) || (a < b ? -1 : 1);
}

function tooMany(column: string, found: number, isNumeric: boolean): Localised {
  const count = formatNumber(found);
  return isNumeric
    ? {
        en: `“${column}” holds ${count} different numbers, which is a quantity and not a label.`,
        zh: `“${column}”有 ${count} 个不同的数值，是数量而不是标签。`,
      }
    : {
        en: `“${column}” holds ${count} different values, too many for classes.`,
        zh: `“${column}”有 ${count} 个不同的取值，作为类别过多。`,
      };
}

function tooFew(column: string, least: number): Localised {
  return {
    en: `“${column}” has fewer than two classes of ${least} members or more, so that nothing can be tried on it.`,
    zh: `“${column}”中至少有 ${least} 个成员的类别不足两个，无法检验。`,
  };
}

function leftOut(classes: number, least: number): Localised {
  const count = formatNumber(classes);
  return {
    en: `${count} of its classes ${classes === 1 ? "has" : "have"} fewer than ${least} members and ${classes === 1 ? "is" : "are"} left out.`,
    zh: `其中 ${count} 个类别不足 ${least} 个成员，未参与检验。`,
  };
}
