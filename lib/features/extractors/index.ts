import type { Extractor } from "../extractor.ts";
import { averageOrderValue } from "./average-order-value.ts";
import { distinctItems } from "./distinct-items.ts";
import { frequency } from "./frequency.ts";
import { hourShares } from "./hour-shares.ts";
import { interPurchaseTime } from "./inter-purchase-time.ts";
import { monetary } from "./monetary.ts";
import { purchaseRegularity } from "./purchase-regularity.ts";
import { recency } from "./recency.ts";
import { repeatItemShare } from "./repeat-item-share.ts";
import { returnRate } from "./return-rate.ts";
import { tenure } from "./tenure.ts";
import { units } from "./units.ts";
import { weekdayShares } from "./weekday-shares.ts";

/** Every feature that is taken from transactions, in the order in which tables and forms show them. */
export const extractors: readonly Extractor[] = [
  recency,
  frequency,
  monetary,
  averageOrderValue,
  tenure,
  interPurchaseTime,
  purchaseRegularity,
  distinctItems,
  repeatItemShare,
  units,
  returnRate,
  ...hourShares,
  ...weekdayShares,
];
