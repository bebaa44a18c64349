import type { Localised } from "../../core/localised.ts";
import type { BlockId } from "../../embedding/fusion.ts";

/** How two partitions of the same users agree, both adjusted for chance: 1 the same, about 0 by chance. */
export interface Agreement {
  readonly users: number;
  readonly ari: number;
  readonly ami: number;
}

export interface BlockContribution {
  readonly id: BlockId;
  /** Has it a say in the distances? */
  readonly isUsed: boolean;
  /** Of users that have any of it, 0…1. */
  readonly coverage: number;
  /** Segments of this block alone with those of the run, over the users that have it. Null: nobody has it whole. */
  readonly alone: Agreement | null;
  /** Segments of all other blocks with those of the run: what this one adds is what is missing to `again`. Null where it is the only one. */
  readonly without: Agreement | null;
  readonly sentence: Localised;
}

/** `contribution.json`: agreement of partitions only; silhouettes of different spaces are not comparable. */
export interface ContributionSummary {
  readonly k: number;
  /** The same blocks fitted again from other starts, with the run: what agreement can be had at most. */
  readonly again: Agreement;
  readonly blocks: readonly BlockContribution[];
  /** Says that a sample of users was compared; absent: everybody was. */
  readonly note?: Localised;
}
