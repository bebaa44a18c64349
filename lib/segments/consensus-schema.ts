/** How often many runs put users together, by segments; every share is of the runs, 0…1. */
export interface ConsensusData {
  readonly runs: number;
  /** Segments of some users, one block after another. */
  readonly segments: readonly number[];
  /** Runs that put each two of these users into one group: the second with the first, the third with the first two, and so on. */
  readonly together: readonly number[];
  /** Segment by segment, mean over pairs of different users; null without a pair. */
  readonly between: readonly (readonly (number | null)[])[];
}
