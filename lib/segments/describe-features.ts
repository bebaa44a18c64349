import type { RowSource } from "../core/row-source.ts";
import type { FeaturesSummary } from "../features/schema.ts";
import { centreWithin, relateFeatures } from "./correlation.ts";
import type { MapInput } from "./map-data.ts";
import { type FeatureProfile, type Groups, joinProfiles, type Profile, profileFeature } from "./profile.ts";
import type { StoredUsers } from "./stored-users.ts";
import { columnsOfRows } from "./treated-columns.ts";

export interface FeaturesToDescribe {
  readonly features: Pick<FeaturesSummary, "features" | "matrixColumns">;
  readonly users: Pick<StoredUsers, "column">;
  /** The matrix of features. */
  readonly matrix: RowSource;
  readonly groups: Groups;
  /** Of each user; segments that were found are 0…k−1. */
  readonly labels: Int32Array;
  readonly k: number;
  /** Rows that the map draws. */
  readonly drawn: Int32Array;
}

export interface DescribedFeatures {
  readonly profile: Profile;
  related(first: number, second: number): number;
  readonly cards: MapInput["cards"];
}

/** Features on the hover card of the map. */
const mostCards = 5;

/** Everything that is told of features, one feature after the other, so that memory holds one of everybody at a time. */
export async function describeFeatures(input: FeaturesToDescribe): Promise<DescribedFeatures> {
  const { users, matrix, groups, labels, k, drawn } = input;
  const { features, matrixColumns } = input.features;
  const places = features.map(({ id }) => matrixColumns.indexOf(id));
  const treated = columnsOfRows(
    matrix,
    places.filter((place) => place >= 0),
  );
  const buffer = new Float64Array(groups.order.length);
  const profiles: FeatureProfile[] = [];
  const centred: Float64Array[] = [];
  const shown = new Set(chooseCards(features));
  const picked = new Map<number, Float64Array>();
  for (const [at, { id }] of features.entries()) {
    const column = await users.column(id);
    const own = (places[at] ?? -1) < 0 ? column : (treated.next().value ?? column);
    profiles.push(profileFeature(groups, { column, treated: own }, buffer));
    centred.push(centreWithin(own, labels, k));
    if (shown.has(at))
      picked.set(
        at,
        Float64Array.from(drawn, (row) => column[row] ?? Number.NaN),
      );
  }
  const cards = [...shown].flatMap((at) => {
    const [feature, values] = [features[at], picked.get(at)];
    if (!feature || !values) return [];
    return [{ feature: feature.id, decimals: feature.unit === "share" ? 3 : feature.decimals, values }];
  });
  return { profile: joinProfiles(groups, profiles), related: relateFeatures(centred), cards };
}

/** Places of the first features, those in the matrix first. */
function chooseCards(features: FeaturesSummary["features"]): number[] {
  const places = [...features.keys()];
  const isIn = (at: number) => Number(features[at]?.inMatrix ?? false);
  return places.sort((a, b) => isIn(b) - isIn(a) || a - b).slice(0, mostCards);
}
