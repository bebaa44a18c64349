import type { Localised } from "../core/localised.ts";
import type { CategoryCode } from "./goods.ts";

export const channels = ["desktop", "app", "social", "ads", "direct", "search"] as const;
export type Channel = (typeof channels)[number];

export const campaignKinds = [
  "new-in",
  "coupon",
  "early-access",
  "gift-mail",
  "second-order-voucher",
  "free-shipping",
] as const;
export type CampaignKind = (typeof campaignKinds)[number];

/** Typical hours of a day: office = Monday to Friday, 9 to 18. */
export type DayRhythm = "office" | "day" | "evening" | "midnight";

export type PersonaId =
  | "reseller"
  | "replenisher"
  | "trend-browser"
  | "bargain-hunter"
  | "steady"
  | "gift-giver"
  | "bracketer"
  | "premium-loyal"
  | "one-and-done"
  | "looker";

export interface Persona {
  readonly id: PersonaId;
  readonly name: Localised;
  /** Of all users, 0…1. */
  readonly share: number;
  /** Orders in 30 days while a customer; 0 for those that never buy. */
  readonly rate: number;
  /** Gamma shape of the gaps: 1 = irregular, 8 = clockwork. */
  readonly shape: number;
  /** Median order of the median user, in pounds, postage apart. */
  readonly median: number;
  /** Log deviation of a user's orders. */
  readonly sigma: number;
  /** Log deviations between users: of the rate and of the median order. */
  readonly spread: { readonly rate: number; readonly median: number };
  /** Chance of leaving for good within 30 days. */
  readonly dropout: number;
  /** Share of users that join inside the period. */
  readonly late: number;
  /** Chance that a unit is sent back, and within how many days. */
  readonly returns: { readonly rate: number; readonly filler: number; readonly days: number };
  /** Share of orders with a coupon or discount. */
  readonly promo: number;
  /** Share of lines, after the first order, whose item the user has bought before. */
  readonly repeat: number;
  readonly viewsPerOrder: number;
  /** Mean order lines and units a line. */
  readonly basket: { readonly lines: number; readonly units: number };
  readonly categories: readonly CategoryCode[];
  /** One weight for each of `channels`. */
  readonly channels: readonly number[];
  readonly rhythm: DayRhythm;
  readonly gifts: boolean;
  /** Clothes come in two or three sizes, most of which go back. */
  readonly sizes: boolean;
  readonly once: boolean;
  /** Percentage points of users that order because of a campaign, by kind; 0 where not named. */
  readonly response: Readonly<Partial<Record<CampaignKind, number>>>;
}

const usual = {
  spread: { rate: 0.25, median: 0.2 },
  dropout: 0.0125,
  late: 0.4,
  returns: { rate: 0.05, filler: 0.05, days: 28 },
  basket: { lines: 1.6, units: 1.1 },
  gifts: false,
  sizes: false,
  once: false,
} as const;

/** SAMPLE.md's table. Twins in recency, frequency and spend share `usual`: only what that page names tells them apart. */
export const personas: readonly Persona[] = [
  {
    ...usual,
    id: "reseller",
    name: { en: "Reseller", zh: "批发客" },
    share: 0.04,
    rate: 4,
    shape: 1.5,
    median: 450,
    sigma: 0.5,
    spread: { rate: 0.3, median: 0.25 },
    dropout: 0.005,
    late: 0.3,
    returns: { rate: 0.03, filler: 0.03, days: 28 },
    promo: 0,
    repeat: 0.35,
    viewsPerOrder: 3,
    basket: { lines: 8, units: 3.5 },
    categories: ["CA", "BB", "SK", "TC", "HR", "KI", "TX", "AC", "ST", "LA", "GF", "KN", "DR", "SH"],
    channels: [80, 5, 2, 1, 7, 5],
    rhythm: "office",
    response: {},
  },
  {
    ...usual,
    id: "replenisher",
    name: { en: "Replenisher", zh: "回购党" },
    share: 0.14,
    rate: 1,
    shape: 8,
    median: 24,
    sigma: 0.35,
    returns: { rate: 0.02, filler: 0.02, days: 28 },
    promo: 0.1,
    repeat: 0.7,
    viewsPerOrder: 2,
    categories: ["BB", "SK", "TC", "HR"],
    channels: [8, 75, 2, 1, 8, 6],
    rhythm: "evening",
    response: {},
  },
  {
    ...usual,
    id: "trend-browser",
    name: { en: "Trend browser", zh: "种草党" },
    share: 0.13,
    rate: 1,
    shape: 1,
    median: 26,
    sigma: 0.45,
    promo: 0.15,
    repeat: 0.08,
    viewsPerOrder: 30,
    categories: ["CA", "AC", "ST", "TX", "BB", "KI", "KN"],
    channels: [5, 15, 70, 4, 3, 3],
    rhythm: "evening",
    response: { "new-in": 3, coupon: 0.5 },
  },
  {
    ...usual,
    id: "bargain-hunter",
    name: { en: "Bargain hunter", zh: "羊毛党" },
    share: 0.12,
    rate: 0.3,
    shape: 1,
    median: 42,
    sigma: 0.5,
    returns: { rate: 0.07, filler: 0.15, days: 28 },
    promo: 0.8,
    repeat: 0.15,
    viewsPerOrder: 12,
    basket: { lines: 2, units: 1.2 },
    categories: ["BB", "SK", "KI", "TX", "KN", "HR", "TC"],
    channels: [12, 60, 12, 8, 4, 4],
    rhythm: "midnight",
    response: { coupon: 6 },
  },
  {
    ...usual,
    id: "steady",
    name: { en: "Steady full-price", zh: "随需客" },
    share: 0.12,
    rate: 0.3,
    shape: 1,
    median: 45,
    sigma: 0.5,
    promo: 0.15,
    repeat: 0.15,
    viewsPerOrder: 6,
    basket: { lines: 2, units: 1.2 },
    categories: ["BB", "SK", "KI", "TX", "KN", "LA", "SH"],
    channels: [25, 25, 4, 6, 10, 30],
    rhythm: "day",
    response: { "new-in": 1, coupon: 1 },
  },
  {
    ...usual,
    id: "gift-giver",
    name: { en: "Gift giver", zh: "送礼客" },
    share: 0.1,
    rate: 0.12,
    shape: 1,
    median: 150,
    sigma: 0.45,
    returns: { rate: 0.03, filler: 0.03, days: 28 },
    promo: 0,
    repeat: 0.02,
    viewsPerOrder: 9,
    categories: ["GF", "LA", "KN", "AC", "CA"],
    channels: [30, 20, 5, 8, 7, 30],
    rhythm: "evening",
    gifts: true,
    response: { "gift-mail": 5 },
  },
  {
    ...usual,
    id: "bracketer",
    name: { en: "Bracketer", zh: "试穿退货党" },
    share: 0.09,
    rate: 1.6,
    shape: 1.2,
    median: 165,
    sigma: 0.45,
    returns: { rate: 0.45, filler: 0.45, days: 14 },
    promo: 0.2,
    repeat: 0.05,
    viewsPerOrder: 22,
    basket: { lines: 3.6, units: 1 },
    categories: ["KN", "DR", "SH"],
    channels: [15, 60, 10, 5, 5, 5],
    rhythm: "evening",
    sizes: true,
    response: { coupon: 4 },
  },
  {
    ...usual,
    id: "premium-loyal",
    name: { en: "Premium loyal", zh: "品质老客" },
    share: 0.09,
    rate: 1.6,
    shape: 1.5,
    median: 90,
    sigma: 0.35,
    returns: { rate: 0.03, filler: 0.03, days: 28 },
    promo: 0.05,
    repeat: 0.25,
    viewsPerOrder: 10,
    categories: ["KN", "DR", "LA", "TX", "SK", "CA", "SH"],
    channels: [15, 15, 2, 1, 60, 7],
    rhythm: "day",
    response: { "early-access": 3 },
  },
  {
    ...usual,
    id: "one-and-done",
    name: { en: "One-and-done", zh: "新客一单" },
    share: 0.11,
    rate: 0,
    shape: 1,
    median: 26,
    sigma: 0.45,
    late: 1,
    promo: 0.4,
    repeat: 0,
    viewsPerOrder: 4,
    basket: { lines: 1.2, units: 1.1 },
    categories: ["CA", "BB", "SK", "AC", "ST", "KI", "TC"],
    channels: [6, 8, 12, 60, 4, 10],
    rhythm: "day",
    once: true,
    response: { "second-order-voucher": 4 },
  },
  {
    ...usual,
    id: "looker",
    name: { en: "Looker", zh: "只逛不买" },
    share: 0.06,
    rate: 0,
    shape: 1,
    median: 0,
    sigma: 0,
    dropout: 0.02,
    late: 0.5,
    promo: 0,
    repeat: 0,
    viewsPerOrder: 0,
    categories: ["LA", "KI", "SH", "DR", "SK", "TX"],
    channels: [25, 30, 15, 5, 5, 20],
    rhythm: "evening",
    response: { "free-shipping": 3 },
  },
];

export function personaOf(id: PersonaId): Persona {
  const persona = personas.find((candidate) => candidate.id === id);
  if (persona === undefined) throw new RangeError(`no persona ${id}`);
  return persona;
}
