export interface AdapterParams {
  /** Of the contrastive loss, in cosines, and of the class probabilities that training is stopped by. */
  readonly temperature: number;
  readonly rate: number;
  /** Pulls the map back to its start (AdamW's decoupled decay of the difference). */
  readonly pull: number;
  /** At most; where held-out users are no longer told better, fewer. */
  readonly steps: number;
  /** Steps between two looks at held-out users. */
  readonly stepsBetween: number;
  /** Looks without a better one before training stops. */
  readonly patience: number;
  /** Labelled rows a step; where there are fewer, all of them. */
  readonly batch: number;
  /** Columns of the adapted vectors: the widest that is trained, wider vectors start at their principal components. */
  readonly width: number;
}

export const adapterDefaults: AdapterParams = {
  temperature: 0.1,
  rate: 5e-3,
  pull: 0.5,
  steps: 150,
  stepsBetween: 5,
  patience: 10,
  batch: 256,
  width: 256,
};
