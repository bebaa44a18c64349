import type { FixedCondition, FixedSegment, PairRule } from "../../../lib/clustering/rules-schema.ts";
import type { Locale } from "../../../lib/core/localised.ts";
import type { RunOptions } from "../../../lib/runs/schema.ts";
import { type ClusteringDraft, type FeatureChoice, limitsOf } from "../run-draft.ts";

export type Side = "atLeast" | "atMost" | "is";

/** One bound a row: somebody who wrote both ends of a range in a file sees two. */
export function conditionsOf({ where = [] }: FixedSegment): FixedCondition[] {
  return where.flatMap(({ feature, atLeast, atMost, is }) =>
    atLeast !== undefined && atMost !== undefined
      ? [
          { feature, atLeast },
          { feature, atMost },
        ]
      : [{ feature, ...bound("atLeast", atLeast), ...bound("atMost", atMost), ...bound("is", is) }],
  );
}

function bound<Key extends Side, Value>(side: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [side]: value } as Record<Key, Value>);
}

export function sideOf({ atMost, is }: FixedCondition): Side {
  return is !== undefined ? "is" : atMost !== undefined ? "atMost" : "atLeast";
}

export function writtenValue({ atLeast, atMost, is }: FixedCondition): string {
  return String(is ?? atMost ?? atLeast ?? "");
}

/** A condition as it is typed; without a value it is not complete, which the server says too. */
export function condition(feature: string, side: Side, text: string): FixedCondition {
  const typed = text.trim();
  if (side === "is") return typed === "" ? { feature } : { feature, is: typed };
  return isNumber(typed) ? { feature, [side]: Number(typed) } : { feature };
}

export function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text.trim());
}

/** Which sides a feature can be asked by. */
export function sidesOf(choice: Pick<FeatureChoice, "isCategory"> | undefined): readonly Side[] {
  return choice?.isCategory ? ["is"] : ["atLeast", "atMost", "is"];
}

export function writtenName({ name }: FixedSegment, locale: Locale): string {
  return typeof name === "string" ? name : name[locale];
}

/** Names that two have, in small letters. */
export function repeatedNames(fixed: readonly FixedSegment[], locale: Locale): ReadonlySet<string> {
  const names = fixed.map((one) => writtenName(one, locale).trim().toLowerCase());
  return new Set(names.filter((name, at) => name !== "" && names.indexOf(name) !== at));
}

export function usersOf(pair: PairRule): readonly [string, string] {
  return "together" in pair ? pair.together : pair.apart;
}

/** What stands in the field of an id: as it is typed, blanks included, as long as it is that id. */
export function typedId(typed: string, id: string): string {
  return typed.trim() === id ? typed : id;
}

/** Why no number of segments that is asked for can keep the limits of size; the server says the same. */
export function limitsProblem({
  k,
  kMin,
  kMax,
  smallest,
  largest,
}: ClusteringDraft): "order" | "largest" | "smallest" | null {
  const [least, most] = [Number(smallest ?? 0), Number(largest ?? 1)];
  if (least > most) return "order";
  const [fewest, highest] = k === "auto" ? [Number(kMin), Number(kMax)] : [Number(k), Number(k)];
  if (highest * most < 0.999) return "largest";
  return fewest * least > 1.001 ? "smallest" : null;
}

/** Rules that are set, for the line that stands where they are folded away. */
export function countRules({ fixed = [], pairs = [], ...clustering }: ClusteringDraft): number {
  return fixed.length + pairs.length + Object.keys(limitsOf(clustering)).length;
}

/** Rules that are set and that an algorithm cannot keep: so many pairs, and whether limits of size; null: it keeps all. */
export function lostRules(
  { takesPairs, params }: Pick<RunOptions["algorithms"][number], "takesPairs" | "params">,
  { pairs = [], ...clustering }: ClusteringDraft,
): { readonly pairs: number; readonly limits: boolean } | null {
  const own = new Set(params.map(({ name }) => name));
  const lost = {
    pairs: takesPairs ? 0 : pairs.length,
    limits: Object.keys(limitsOf(clustering)).some((name) => !own.has(name)),
  };
  return lost.pairs > 0 || lost.limits ? lost : null;
}

/** Keys for so many rows: those that are known, then new ones. */
export function fitKeys(keys: readonly number[], count: number): readonly number[] {
  if (keys.length === count) return keys;
  const next = 1 + Math.max(-1, ...keys);
  return [...keys.slice(0, count), ...Array.from({ length: Math.max(0, count - keys.length) }, (_, i) => next + i)];
}
