import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import { maskId } from "../../core/mask-id.ts";
import type { FeatureInfo } from "../../features/schema.ts";
import { readYesNo } from "../../features/yes-no.ts";
import { type FixedCondition, type FixedSegment, nameOf } from "../rules-schema.ts";
import type { FoundFixed } from "../schema.ts";
import { nearestName } from "./nearest-name.ts";

type KnownFeature = Pick<FeatureInfo, "id" | "unit">;

/** Bounds on one feature's real value, both included. */
export interface Bounds {
  readonly feature: string;
  readonly low: number;
  readonly high: number;
}

/**
 * What the conditions of every fixed segment ask of features, in real units; none where users are listed.
 * @throws BAD_CONFIG at the condition: a feature or a category's value that the run does not have, with the nearest there is.
 */
export function boundsOf(fixed: readonly FixedSegment[], features: readonly KnownFeature[]): Bounds[][] {
  return fixed.map(({ where = [] }, segment) =>
    where.map((condition, at) => boundOf(condition, features, `clustering.fixed[${segment}].where[${at}]`)),
  );
}

function boundOf(condition: FixedCondition, features: readonly KnownFeature[], path: string): Bounds {
  const { feature, is, atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = condition;
  const own = features.find(({ id }) => id === feature);
  const levels = features.flatMap(({ id }) => (id.startsWith(`${feature}=`) ? [id.slice(feature.length + 1)] : []));
  if (own === undefined && levels.length === 0) {
    const names = [...new Set(features.map(({ id, unit }) => (unit === "yes-no" ? (id.split("=", 1)[0] ?? id) : id)))];
    throw unknownFeature(`${path}.feature`, feature, names);
  }
  if (is === undefined) {
    if (own === undefined) throw notANumber(`${path}.feature`, feature, levels);
    return { feature, low: atLeast, high: atMost };
  }
  if (own === undefined) {
    const level = levels.find((one) => one.toLowerCase() === String(is).toLowerCase());
    if (level === undefined) throw unknownLevel(`${path}.is`, String(is), levels);
    return { feature: `${feature}=${level}`, low: 1, high: 1 };
  }
  const value = numberOf(is, own.unit);
  if (value === null) throw notAValue(`${path}.is`, String(is), own.unit);
  return { feature, low: value, high: value };
}

function numberOf(is: string | number | boolean, unit: KnownFeature["unit"]): number | null {
  const text = String(is).trim();
  const isYes = unit === "yes-no" ? readYesNo(text) : null;
  if (isYes !== null) return Number(isYes);
  const value = text === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

export interface MatchedUsers {
  /** One a user: a place in `found`, or −1. */
  readonly fixedOf: Int32Array;
  readonly found: readonly FoundFixed[];
  readonly notes: readonly Localised[];
}

export interface UsersToMatch {
  readonly ids: readonly string[];
  /** Of the features that bounds name: a value a user in real units, NaN where missing, which meets nothing. */
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/**
 * Puts users in the first fixed segment that they belong in; those that nobody is in are left out, and said. O(users × conditions).
 * @throws BAD_CONFIG where every user is in one, so that nobody is left to find segments among.
 */
export function matchUsers(
  fixed: readonly FixedSegment[],
  bounds: readonly (readonly Bounds[])[],
  { ids, columns }: UsersToMatch,
): MatchedUsers {
  const first = new Int32Array(ids.length).fill(-1);
  const sizes = fixed.map(() => 0);
  const notes: Localised[] = [];
  for (const [segment, one] of fixed.entries()) {
    const own = one.users ? new Set(one.users) : null;
    const needed = (bounds[segment] ?? []).map((bound) => ({ ...bound, column: columns.get(bound.feature) }));
    let listed = 0;
    for (const [row, id] of ids.entries()) {
      const isMember = own
        ? own.has(id)
        : needed.every(({ column, low, high }) => {
            const value = column?.[row] ?? Number.NaN;
            return value >= low && value <= high;
          });
      if (!isMember) continue;
      listed++;
      if (first[row] !== -1) continue;
      first[row] = segment;
      sizes[segment] = (sizes[segment] ?? 0) + 1;
    }
    if (own && listed < own.size) notes.push(strangersNote(one, own, ids));
    if (sizes[segment] === 0) notes.push(listed > 0 ? takenNote(one) : nobodyNote(one));
  }
  const members = sizes.reduce((sum, size) => sum + size, 0);
  if (members === ids.length && members > 0) throw everybody(fixed.filter((_, segment) => (sizes[segment] ?? 0) > 0));
  const kept = fixed.flatMap((_, segment) => ((sizes[segment] ?? 0) > 0 ? [segment] : []));
  const found = kept.flatMap((segment) => {
    const one = fixed[segment];
    return one ? [{ name: nameOf(one), size: sizes[segment] ?? 0, where: one.where ?? null }] : [];
  });
  return { fixedOf: first.map((segment) => kept.indexOf(segment)), found, notes };
}

const told = 3;

function strangersNote(one: FixedSegment, listed: ReadonlySet<string>, ids: readonly string[]): Localised {
  const known = new Set(ids);
  const strangers = [...listed].filter((id) => !known.has(id));
  const some = strangers.slice(0, told).map(maskId);
  const more = strangers.length > told ? "…" : "";
  const { en, zh } = nameOf(one);
  return {
    en: `Of the ${listed.size} users listed for “${en}”, ${strangers.length} ${strangers.length === 1 ? "is" : "are"} not in these data: ${some.join(", ")}${more}.`,
    zh: `“${zh}”名单中的 ${listed.size} 位用户里，有 ${strangers.length} 位不在数据中：${some.join("、")}${more}。`,
  };
}

function nobodyNote(one: FixedSegment): Localised {
  const { en, zh } = nameOf(one);
  return {
    en: `Nobody is in the fixed segment “${en}”, so it is not shown.`,
    zh: `没有人符合固定人群“${zh}”，因此未显示。`,
  };
}

function takenNote(one: FixedSegment): Localised {
  const { en, zh } = nameOf(one);
  return {
    en: `Everybody of the fixed segment “${en}” is in one that comes before it, so it is not shown.`,
    zh: `固定人群“${zh}”中的人都已归入排在前面的固定人群，因此未显示。`,
  };
}

function unknownFeature(path: string, feature: string, names: readonly string[]): CladeError {
  const near = nearestName(feature, names);
  const all = names.slice(0, 30);
  const problem = near
    ? {
        en: `there is no feature “${feature}”; the nearest is “${near}”`,
        zh: `没有特征“${feature}”，最接近的是“${near}”`,
      }
    : {
        en: `there is no feature “${feature}”; there are: ${all.join(", ")}`,
        zh: `没有特征“${feature}”，可用的有：${all.join("、")}`,
      };
  return new CladeError("BAD_CONFIG", { path, problem });
}

function unknownLevel(path: string, value: string, levels: readonly string[]): CladeError {
  const problem = {
    en: `no value “${value}” that is common enough for a column of its own; there are: ${levels.join(", ")}`,
    zh: `没有足够常见的取值“${value}”，可用的有：${levels.join("、")}`,
  };
  return new CladeError("BAD_CONFIG", { path, problem });
}

function notANumber(path: string, feature: string, levels: readonly string[]): CladeError {
  const problem = {
    en: `“${feature}” has values, not an amount; write "is" with one of: ${levels.join(", ")}`,
    zh: `“${feature}”是分类而不是数值，请用 "is" 并填写其中之一：${levels.join("、")}`,
  };
  return new CladeError("BAD_CONFIG", { path, problem });
}

function notAValue(path: string, value: string, unit: KnownFeature["unit"]): CladeError {
  const problem =
    unit === "yes-no"
      ? { en: `“${value}” is neither yes nor no`, zh: `“${value}”既不是“是”，也不是“否”` }
      : { en: `“${value}” is not a number`, zh: `“${value}”不是数字` };
  return new CladeError("BAD_CONFIG", { path, problem });
}

function everybody(fixed: readonly FixedSegment[]): CladeError {
  const names = fixed.map(nameOf);
  const [en, zh] = [names.map((name) => `“${name.en}”`).join(", "), names.map((name) => `“${name.zh}”`).join("、")];
  const problem = {
    en: `the fixed segments ${en} hold every user, so that nobody is left to find segments among`,
    zh: `固定人群${zh}已包含全部用户，没有剩余用户可供划分`,
  };
  return new CladeError("BAD_CONFIG", { path: "clustering.fixed", problem });
}
