/** What an assignment depends on besides the user's id. It is frozen when the experiment starts: other shares move users. */
export interface AssignmentPlan {
  /** Of the experiment; another key is another draw. No colons. */
  readonly key: string;
  readonly arms: readonly PlannedArm[];
  /** Users of the workspace who take part in no experiment at all; the same ones in all of them. */
  readonly holdout: { readonly key: string; readonly share: number } | null;
  /** The buckets that this experiment has of a layer; null: everybody may take part. */
  readonly layer: { readonly key: string; readonly buckets: readonly BucketRange[] } | null;
}

export interface PlannedArm {
  readonly arm: string;
  /** Of the users in the experiment, in any unit: 1 and 1 is half and half. */
  readonly share: number;
}

/** Buckets from…to−1 of a layer's thousand. */
export interface BucketRange {
  readonly from: number;
  readonly to: number;
}

/** The arm of a user, or why there is none. */
export type Assigned =
  | { readonly arm: string; readonly reason: null }
  | { readonly arm: null; readonly reason: "holdout" | "other-experiment" };
