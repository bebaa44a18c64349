import type { Localised } from "../../core/localised.ts";
import type { PurchaseHistory } from "./purchase-history.ts";

/**
 * A buy-till-you-die model: customers buy at random at a rate of their own until they stop for good, which nobody sees. Its four
 * parameters are positive; the first two are shape and scale of the rate over customers.
 */
export interface PurchaseModel {
  readonly id: string;
  readonly label: Localised;
  readonly parameters: readonly [string, string, string, string];
  /** Of one customer, natural logarithm. */
  logLikelihood(parameters: readonly number[], history: PurchaseHistory): number;
  /** That the customer still buys, 0…1. */
  probabilityAlive(parameters: readonly number[], history: PurchaseHistory): number;
  /** Purchases in the next `time`. */
  expectedPurchases(parameters: readonly number[], history: PurchaseHistory, time: number): number;
  /** Repeat purchases of a new customer in the first `time`. */
  expectedFromStart(parameters: readonly number[], time: number): number;
}
