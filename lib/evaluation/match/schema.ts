/**
 * `match.json`: the run's segments beside the groups that the shop's own label makes. Only users with a label count; agreement is
 * adjusted for chance, 1 the same groups, about 0 by chance. Null where fewer than two classes are told.
 */
export interface MatchSummary {
  readonly column: string;
  readonly users: number;
  readonly classes: readonly string[];
  /** Users by segment (in order, those in no segment last where there are any) and class. */
  readonly table: readonly (readonly number[])[];
  readonly hasNoise: boolean;
  readonly agreement: {
    readonly ari: number;
    readonly ami: number;
    /** 1 where a segment holds one class only. */
    readonly homogeneity: number;
    /** 1 where a class lies in one segment. */
    readonly completeness: number;
    readonly vMeasure: number;
  } | null;
}
