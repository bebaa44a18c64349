import type { Localised } from "../core/localised.ts";

/** nearest-centroid and logistic-regression tell labels, k-means finds groups without them. */
export type AdapterTrial = "nearest-centroid" | "logistic-regression" | "k-means";

/** Of labelled users that an adapter was not trained on, on the same folds before and after. */
export interface AdapterFigure {
  readonly trial: AdapterTrial;
  /** 0…1, more is better. */
  readonly measure: "accuracy" | "macroF1" | "nmi";
  readonly before: number;
  readonly after: number;
  /** after − before with its 95 % interval, by paired bootstrap over users; null where it cannot be said. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/** What came of labels that the text block was to learn from. */
export interface AdaptationSummary {
  readonly source: "tags" | "label";
  /** Users with a label and a text, of classes large enough to be tried. */
  readonly labelled: number;
  readonly classes: readonly { readonly name: string; readonly count: number }[];
  readonly folds: number;
  /** Steps of training that users held out were told best after. */
  readonly steps: number;
  readonly figures: readonly AdapterFigure[];
  /** Is the block that of the adapted vectors? Else the vectors stayed as they were. */
  readonly isUsed: boolean;
  /** Why, or why not. */
  readonly verdict: Localised;
  readonly notes: readonly Localised[];
}
