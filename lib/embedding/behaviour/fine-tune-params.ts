export interface FineTuneParams {
  readonly rate: number;
  readonly batch: number;
  /** A round is a pass over the labelled users, or twenty steps where they are few; at most so many. */
  readonly rounds: number;
  /** Rounds without a better validation loss before it stops. */
  readonly patience: number;
  readonly weightDecay: number;
  readonly dropout: number;
  /** Share of the labelled users who say when it has learnt enough. */
  readonly validation: number;
}

export const fineTuneDefaults: FineTuneParams = {
  rate: 1e-3,
  batch: 64,
  rounds: 30,
  patience: 4,
  weightDecay: 0.01,
  dropout: 0.1,
  validation: 0.15,
};
