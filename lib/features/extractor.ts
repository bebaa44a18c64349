import type { Localised } from "../core/localised.ts";
import type { FeatureTreatment, FeatureWords, Unit } from "./schema.ts";

/** Columns of the transactions that not every shop has. */
export type Need = "amount" | "quantity" | "item";

/**
 * Where an aggregate is taken, one row each per user and …
 * - order with a purchase: amount, units, first_time, last_time, of the purchases
 * - day with a purchase: gap (days since the user's purchase day before it, NULL for the first)
 * - item bought: item_orders (orders with a purchase of it)
 * - return line: size
 * A line's size, and so an order's units, is its quantity; the amount where the file has no quantities, else 1.
 */
export type Level = "order" | "day" | "item" | "return";

/** An aggregate over one user's rows of a level. Equal names mean equal SQL, so that extractors can share it. */
export interface Aggregate {
  readonly level: Level;
  readonly name: string;
  readonly sql: string;
}

/** One feature taken from transactions. Everything forms, tables and names say of it is here. */
export interface Extractor {
  readonly id: string;
  readonly label: Localised;
  readonly help: Localised;
  readonly unit: Unit;
  readonly decimals: number;
  readonly treatment: FeatureTreatment;
  readonly words: FeatureWords | null;
  readonly phrase?: Localised;
  readonly needs: readonly Need[];
  readonly aggregates: readonly Aggregate[];
  /** SQL over the aggregates and `reference_date` (a DATE); NULL where a user has no such value. */
  readonly value: string;
  /** Why it may be missing for a user, ending the sentence "{share} …". */
  readonly missing?: Localised;
  /** Why it stays out of the distances by default (`use` is false). */
  readonly unused?: Localised;
  /** Id of a feature that this one stands in for (`use` becomes true) where the file cannot give it. */
  readonly standsInFor?: string;
  /** Not even computed unless the config asks for it with `use: true`. */
  readonly onRequest?: true;
}

/** Aggregates that several extractors share. */
export const orders: Aggregate = { level: "order", name: "orders", sql: "count(*)" };
export const spend: Aggregate = { level: "order", name: "spend", sql: "sum(amount)" };
export const units: Aggregate = { level: "order", name: "units", sql: "sum(units)" };
export const firstDay: Aggregate = { level: "order", name: "first_day", sql: "min(first_time)::DATE" };
export const lastDay: Aggregate = { level: "order", name: "last_day", sql: "max(last_time)::DATE" };
export const gaps: Aggregate = { level: "day", name: "gaps", sql: "count(gap)" };
export const gapDays: Aggregate = { level: "day", name: "gap_days", sql: "sum(gap)" };

/** Logs make ratios of skewed amounts comparable; a percent at each end keeps single customers from stretching the axis. */
export const skewed: FeatureTreatment = { use: true, log: true, winsorise: 0.01, scale: "standard" };
