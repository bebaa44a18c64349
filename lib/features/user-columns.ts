import type { Localised } from "../core/localised.ts";
import type { ColumnRole } from "../ingest/schema.ts";
import { columnLabel, inSentence } from "./column-label.ts";
import type { FeatureColumn } from "./feature-column.ts";
import type { FeatureTreatment } from "./schema.ts";
import { yesOf } from "./yes-no.ts";

/** What is known of a users table's column before features are planned. */
export interface ColumnProfile {
  readonly name: string;
  readonly role: ColumnRole;
  /** Its value in SQL: DOUBLE, VARCHAR, or DATE where `kind` is date. */
  readonly sql: string;
  readonly kind: "number" | "text" | "date";
  readonly present: number;
  readonly distinct: number;
  /** Numbers only. */
  readonly low?: number;
  readonly high?: number;
  readonly whole?: boolean;
  /** Texts only: most frequent first, ties by code point, at least one more than the cap where there are as many. */
  readonly levels?: readonly { readonly value: string; readonly count: number }[];
}

export interface UserColumnPlan {
  readonly columns: readonly FeatureColumn[];
  readonly notes: readonly Localised[];
}

/** Levels of a category that get a column of their own; the rest, and those under a percent of users, are "other". */
export const levelCap = 12;
const rareShare = 0.01;

const plain: FeatureTreatment = { use: true, log: false, winsorise: 0.01, scale: "standard" };
/** Unscaled, two users of different levels are √2 apart: as far as two ordinary users are on one standardised number. */
const indicator: FeatureTreatment = { use: true, log: false, winsorise: 0, scale: "none" };

/** Features of one column of a users table: numbers as they are, yes-no, days since a date, or one column per level. */
export function planUserColumn(profile: ColumnProfile, quote: (text: string) => string): UserColumnPlan {
  if (profile.present === 0) return leftOut(profile, { en: "is empty", zh: "没有任何值" });
  if (profile.kind === "date") return { columns: [dateColumn(profile)], notes: [] };
  if (profile.kind === "number") {
    return isRowNumber(profile)
      ? leftOut(profile, { en: "numbers the rows", zh: "只是行号" })
      : { columns: [numberColumn(profile)], notes: [] };
  }
  const yes = profile.levels && yesValue(profile);
  if (yes !== undefined) {
    return { columns: [yesNoColumn(profile, `(${profile.sql} = ${quote(yes)})::INT`)], notes: [] };
  }
  if (profile.distinct === 1) return leftOut(profile, { en: "has one value only", zh: "只有一个取值" });
  if (profile.distinct > levelCap && profile.distinct > profile.present / 2) {
    return leftOut(profile, { en: "differs in nearly every row, like an id", zh: "几乎每行都不同，类似编号" });
  }
  return { columns: levelColumns(profile, quote), notes: [] };
}

/** A column of measurements of anything: its shape is what is asked about, so nothing but its scale is changed. */
export function asMeasured({ logWhenSkewed: _, ...column }: FeatureColumn): FeatureColumn {
  return { ...column, treatment: { ...column.treatment, log: false, winsorise: 0 } };
}

/** A user column in a shop whose purchases are known: it describes the segments, the purchases make them. */
export function besidePurchases(column: FeatureColumn): FeatureColumn {
  return {
    ...column,
    treatment: { ...column.treatment, use: false },
    unused: {
      en: "Segments are made from how people buy; who they are is shown in the profile.",
      zh: "人群依据购买行为划分；客户属性仅在人群特征中展示。",
    },
  };
}

function leftOut({ name }: ColumnProfile, reason: Localised): UserColumnPlan {
  return {
    columns: [],
    notes: [
      { en: `Column “${name}” ${reason.en}, so it is no feature.`, zh: `“${name}”列${reason.zh}，因此不作为特征。` },
    ],
  };
}

function isRowNumber({ whole, distinct, present, low = 0, high = 0 }: ColumnProfile): boolean {
  return whole === true && present >= 50 && distinct === present && high - low < 2 * present;
}

function numberColumn(profile: ColumnProfile): FeatureColumn {
  const { name, sql, low = 0, high = 0, whole, distinct } = profile;
  if (distinct === 2 && low === 0 && high === 1) return yesNoColumn(profile, sql);
  const range = high - low;
  return {
    id: name,
    label: columnLabel(name),
    help: { en: `Column “${name}” of the file, as it is.`, zh: `文件的“${name}”列，取原值。` },
    unit: "number",
    decimals: whole ? (range >= 20 ? 0 : 1) : range >= 100 ? 0 : 2,
    treatment: plain,
    logWhenSkewed: true,
    words: null,
    missing: { en: "have no value there", zh: "没有该项的值" },
    sql,
  };
}

function yesNoColumn({ name }: ColumnProfile, sql: string): FeatureColumn {
  return {
    id: name,
    label: columnLabel(name),
    help: { en: `Column “${name}” of the file: 1 = yes, 0 = no.`, zh: `文件的“${name}”列：1 = 是，0 = 否。` },
    unit: "yes-no",
    decimals: 2,
    treatment: indicator,
    words: null,
    missing: { en: "have no value there", zh: "没有该项的值" },
    sql,
  };
}

function dateColumn({ name, sql }: ColumnProfile): FeatureColumn {
  const { en, zh } = columnLabel(name);
  const stem = zh.replace(/(?<=\p{Script=Han})(?:时间|日期)$/u, "");
  const gap = /[\x20-\x7e]$/.test(stem) ? " " : "";
  return {
    id: name,
    label: { en: `Days since ${inSentence(en)}`, zh: `${stem}${gap}距今天数` },
    help: { en: `Whole days from “${name}” to the reference date.`, zh: `从“${name}”到基准日的整天数。` },
    unit: "days",
    decimals: 0,
    treatment: plain,
    logWhenSkewed: true,
    words: null,
    phrase: { en: `${inSentence(en)} {value} ago`, zh: `${stem}${gap}距今 {value}` },
    missing: { en: "have no date there", zh: "没有该日期" },
    sql: `reference_date - ${sql}`,
  };
}

function yesValue({ distinct, levels = [] }: ColumnProfile): string | undefined {
  const [a, b] = levels.map(({ value }) => value);
  if (distinct !== 2 || a === undefined || b === undefined) return undefined;
  return yesOf(a, b);
}

/** One 0/1 column per level, by code point, then "other" where levels were put together. NULL where the cell is missing. */
function levelColumns(
  { name, sql, present, distinct, levels = [] }: ColumnProfile,
  quote: (text: string) => string,
): FeatureColumn[] {
  const label = columnLabel(name);
  const frequent = levels.filter(({ count }) => count >= rareShare * present).slice(0, levelCap);
  const kept = frequent.map(({ value }) => value).sort();
  const column = (value: string, zh: string, test: string): FeatureColumn => ({
    id: `${name}=${value}`,
    group: name,
    label: { en: `${label.en}: ${value}`, zh: `${label.zh}：${zh}` },
    help: {
      en: `Column “${name}” of the file: 1 = ${value}, 0 = another value.`,
      zh: `文件的“${name}”列：1 = ${zh}，0 = 其他取值。`,
    },
    unit: "yes-no",
    decimals: 2,
    treatment: indicator,
    words: null,
    missing: { en: "have no value there", zh: "没有该项的值" },
    sql: test,
  });
  const columns = kept.map((value) => column(value, value, `(${sql} = ${quote(value)})::INT`));
  if (kept.length < distinct) {
    columns.push(column("other", "其他", `(${sql} NOT IN (${kept.map(quote).join(", ")}))::INT`));
  }
  return columns;
}
