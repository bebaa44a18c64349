/** What a shop may choose for pre-training; the defaults suit 1,000 to 1,000,000 users on two cores. */
export interface PretrainParams {
  readonly length: number;
  readonly windows: number;
  readonly width: number;
  readonly heads: number;
  readonly layers: number;
  readonly items: number;
  readonly itemBuckets: number;
  readonly categories: number;
  readonly categoryBuckets: number;
  readonly batch: number;
  /** Passes over the users; stopping early is the rule. */
  readonly epochs: number;
  /** Steps at least and at most, whatever the passes: small shops need more of them, large ones have learnt before. */
  readonly fewestSteps: number;
  readonly mostSteps: number;
  /** Steps between validations at least; at most 500, else a pass. */
  readonly fewestBetween: number;
  /** Validations without a better loss before it stops. */
  readonly patience: number;
  readonly rate: number;
  readonly weightDecay: number;
  /** Share of events hidden, and share of numbers dropped. */
  readonly hidden: number;
  readonly dropout: number;
  /** Share of users kept for validation. */
  readonly validation: number;
}

export const pretrainDefaults: PretrainParams = {
  length: 32,
  windows: 4,
  width: 64,
  heads: 4,
  layers: 2,
  items: 2000,
  itemBuckets: 256,
  categories: 500,
  categoryBuckets: 64,
  batch: 64,
  epochs: 20,
  fewestSteps: 1000,
  mostSteps: 12_000,
  fewestBetween: 100,
  patience: 3,
  rate: 2e-3,
  weightDecay: 0.01,
  hidden: 0.15,
  dropout: 0.1,
  validation: 0.1,
};

/** Slots for hidden events in a window: their share, and one for the newest event. */
export function slotsFor({ length, hidden }: Pick<PretrainParams, "length" | "hidden">): number {
  return Math.max(1, Math.round(length * hidden));
}

/** Linear warm-up over the first twentieth, then a cosine down to a tenth of the peak (Loshchilov & Hutter 2017, arXiv:1608.03983). */
export function rateAt(step: number, steps: number, peak: number): number {
  const warmUp = Math.max(1, Math.ceil(steps / 20));
  if (step < warmUp) return (peak * (step + 1)) / warmUp;
  const done = Math.min(1, (step - warmUp) / Math.max(1, steps - warmUp));
  return peak * (0.1 + 0.45 * (1 + Math.cos(Math.PI * done)));
}
