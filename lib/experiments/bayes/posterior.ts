/** What is believed of a difference (treatment − control) after the data, by the prior that is stated. */
export interface Posterior {
  /** Probability that the treatment is above the control. */
  readonly chanceAbove: number;
  /** Mean of what is lost by choosing the treatment where it is below: E max(control − treatment, 0). */
  readonly lossOfTreatment: number;
  /** Mean of what is lost by choosing the control where the treatment is above. */
  readonly lossOfControl: number;
  /** Equal-tailed credible interval of the difference. */
  readonly low: number;
  readonly high: number;
}
