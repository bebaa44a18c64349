import type { PersonaId } from "./personas.ts";

export type EventKind =
  | "search"
  | "landing"
  | "new-in"
  | "coupon-page"
  | "order-history"
  | "brand-page"
  | "size-guide"
  | "reviews"
  | "compare"
  | "view"
  | "favourite"
  | "favourites-page"
  | "cart"
  | "reorder"
  | "purchase"
  | "leave";

/** How somebody gets from the door to the till. */
export interface Journey {
  /** Visits that came before the one that buys: how many, how many days before, their share of the views. */
  readonly early?: {
    readonly visits: number;
    readonly days: readonly [number, number];
    readonly share: number;
    readonly opening: readonly EventKind[];
    readonly closing: readonly EventKind[];
  };
  /** Before the views. */
  readonly opening: readonly EventKind[];
  /** After the views, once for each line of the order. */
  readonly closing: readonly EventKind[];
}

/** Longest time, in days, between a first look and the order. */
export const longestLook = 10;

export const journeys: Readonly<Partial<Record<PersonaId, Journey>>> = {
  reseller: { opening: ["search"], closing: ["cart"] },
  replenisher: { opening: ["order-history"], closing: ["reorder"] },
  "trend-browser": {
    early: { visits: 3, days: [1, longestLook], share: 0.9, opening: ["new-in"], closing: ["favourite"] },
    opening: ["favourites-page"],
    closing: ["cart"],
  },
  "bargain-hunter": {
    early: { visits: 1, days: [2, 6], share: 0.8, opening: ["search", "coupon-page"], closing: ["cart"] },
    opening: ["coupon-page"],
    closing: [],
  },
  steady: { opening: ["search"], closing: ["cart"] },
  "gift-giver": { opening: ["search", "search"], closing: ["cart"] },
  bracketer: { opening: ["search", "size-guide", "reviews"], closing: ["cart"] },
  "premium-loyal": { opening: ["brand-page"], closing: ["cart"] },
  "one-and-done": { opening: ["landing"], closing: ["cart"] },
};

/** People who only look: compare, view, leave; the cart stays full. */
export const browsing = { viewsInThirtyDays: [40, 80], viewsAVisit: 8, cartShare: 0.3 } as const;
