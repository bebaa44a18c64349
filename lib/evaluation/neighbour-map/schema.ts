import type { Outcome } from "../../core/outcome.ts";

/** Beyond so many users the picture is made from a sample. */
export const mostFitted = 200_000;

/** `neighbour-map.json`, beside `coordinates.f32` (users × 2, in the run's row order). */
export interface NeighbourMapSummary {
  readonly users: number;
  /** Of the matrix that was laid out, in its order: another run's map goes on from this one where they are the same. */
  readonly columns: readonly string[];
  readonly neighbours: number;
  readonly minDistance: number;
  /** Users that the picture was made from. */
  readonly fitted: number;
  /** Users laid into it afterwards: those who miss a feature, by the features that they have, and those beyond the sample. */
  readonly placed: { readonly missing: number; readonly beyondSample: number };
  /**
   * Of the users it was made from: who began where they stood on an earlier map, how far half of them moved at most, in widths of that map, and
   * who is new. null: it was made afresh.
   */
  readonly continued: { readonly known: number; readonly fresh: number; readonly moved: number } | null;
  /** It was to go on from a map that was removed before it could be read. */
  readonly isLost?: true;
  /** How near in truth those are who are near on the map: of this one, and of the first two principal axes. */
  readonly trustworthiness: { readonly nearness: Outcome<number>; readonly axes: Outcome<number> };
}
