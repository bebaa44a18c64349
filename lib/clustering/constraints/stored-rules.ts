import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { StageContext } from "../../core/stage.ts";
import type { FeaturesSummary } from "../../features/schema.ts";
import { boundsOf, matchUsers } from "../fixed/match-users.ts";
import { readUsers, writeFixed } from "../fixed/stored-fixed.ts";
import type { ClusteringParams, FoundFixed } from "../schema.ts";
import type { SplitSource } from "../streaming/split-source.ts";
import { canKeepApart } from "./colouring.ts";
import { type LinkedRows, linksAmong, linkUsers } from "./link-users.ts";
import { placeLinked } from "./place-linked.ts";

/** What people decided of single users, as the stage needs it. */
export interface UserRules {
  /** In a fixed segment, so no part of what is found? */
  isFixed(row: number): boolean;
  readonly fixed: readonly FoundFixed[];
  /** Can k clusters keep everybody apart who is to be? */
  allows(k: number): boolean;
  /** Of the rows that are fitted; undefined where no pair speaks of them. */
  linksOf(split: Pick<SplitSource, "completeAt">): LinkedRows | undefined;
  /** The last word on who is where, once everybody is placed: labels of all users, −1 for those of fixed segments. */
  settle(labels: Int32Array, centres: Matrix, split: Pick<SplitSource, "partial" | "partialAt">): void;
  readonly notes: readonly Localised[];
  write(out: string): void;
}

/** @throws BAD_CONFIG as `boundsOf`, `matchUsers` and `linkUsers` */
export async function readRules(
  { fixed = [], pairs = [] }: ClusteringParams,
  context: StageContext,
): Promise<UserRules> {
  if (fixed.length === 0 && pairs.length === 0) return noRules;
  const path = join(context.input("features"), "features.json");
  const { features }: FeaturesSummary = JSON.parse(readFileSync(path, "utf8"));
  const bounds = boundsOf(fixed, features);
  const people = await readUsers(context, [...new Set(bounds.flat().map(({ feature }) => feature))]);
  const matched = matchUsers(fixed, bounds, people);
  const isFixed = (row: number) => (matched.fixedOf[row] ?? -1) >= 0;
  const linked = linkUsers(pairs, people.ids, isFixed);
  return {
    isFixed,
    fixed: matched.found,
    allows: (k) => canKeepApart(linked, k),
    linksOf(split) {
      if (linked.units.length === 0) return undefined;
      const placeOf = split.completeAt && new Map(Array.from(split.completeAt, (row, place) => [row, place]));
      return linksAmong(linked, (row) => (placeOf ? (placeOf.get(row) ?? -1) : row));
    },
    settle(labels, centres, split) {
      placeLinked(labels, linked, centres, split);
      for (const [row, own] of matched.fixedOf.entries()) if (own >= 0) labels[row] = -1;
    },
    notes: [...matched.notes, ...linked.notes, ...(linked.units.length > 0 ? [comparedNote] : [])],
    write(out) {
      if (matched.found.length > 0) writeFixed(out, matched);
    },
  };
}

const comparedNote: Localised = {
  en: "Pairs hold among these users only: the clouds and resampled users that the segments are compared with keep none.",
  zh: "配对规则只对这些用户生效：用于对照的数据云和重抽样用户不受其约束。",
};

const noRules: UserRules = {
  isFixed: () => false,
  fixed: [],
  allows: () => true,
  linksOf: () => undefined,
  settle: () => {},
  notes: [],
  write: () => {},
};
