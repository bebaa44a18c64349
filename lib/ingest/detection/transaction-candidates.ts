import type { ColumnRole } from "../schema.ts";
import { canBeKey, isTimed } from "./column-nature.ts";
import type { ColumnProfile } from "./profile.ts";
import type { nameFit } from "./role-names.ts";
import { knownStatus } from "./statuses.ts";

/** Adds a candidate where the score is above 0. */
export type Offer = (role: ColumnRole, score: number, en: string, zh: string) => void;
/** How well the column's name fits a role. */
export type Named = (role: Parameters<typeof nameFit>[0]) => number;

export function offerTransactionRoles(profile: ColumnProfile, named: Named, numeric: boolean, offer: Offer): void {
  const whole = profile.integers >= profile.numbers * 0.9;
  if (profile.distinct > 1 && profile.meanLength <= 60) {
    offer("order", named("order"), "Its name says it is the order's number.", "列名表明它是订单号。");
  }
  if (profile.common.every(([cell]) => /^#[A-Z-]*\d+$/i.test(cell))) {
    offer("order", 0.9, "It holds numbers marked with #, as orders are.", "该列为带“#”的编号，符合订单号的特点。");
  }
  if (profile.distinct > 1) offer("item", named("item"), "Its name says it is what was bought.", "列名表明它是商品。");
  if (numeric) {
    if (whole) offer("quantity", named("quantity"), "Its name says how many were bought.", "列名表明它是购买数量。");
    offer("price", named("price"), "Its name says it is the price of one piece.", "列名表明它是单价。");
    // "总金额" holds the word for an amount, yet names the order's.
    const isTotal = named("order-total") >= 0.95 && named("amount") <= 0.6;
    if (!isTotal)
      offer("amount", named("amount"), "Its name says it is the worth of the line.", "列名表明它是该行金额。");
    offer(
      "order-total",
      named("order-total") * 0.99,
      "Its name says it is the worth of the whole order.",
      "列名表明它是订单总额。",
    );
    return;
  }
  const known = profile.common.filter(([cell]) => knownStatus(cell) !== undefined).length;
  if (profile.distinct <= 40 && (named("status") > 0 || (known >= 2 && known >= profile.distinct / 2))) {
    offer("status", Math.max(named("status"), 0.5), "It holds states of orders.", "该列为订单状态。");
  }
  const codes = profile.common.filter(([cell]) => isCurrency(cell)).length;
  if (profile.distinct <= 60 && codes === profile.common.length && (named("currency") > 0 || codes > 0)) {
    offer("currency", Math.max(named("currency"), 0.7), "It holds currencies.", "该列为币种。");
  }
}

/** Without names the values alone speak: fractions are money, small whole numbers quantities, the first code users. */
export function offerNamelessRoles(profile: ColumnProfile, numeric: boolean, offer: Offer): void {
  const again = profile.distinct < profile.filled * 0.98;
  const whole = profile.integers >= profile.numbers * 0.98;
  if (numeric && !whole) {
    offer("amount", 0.3, "The file has no names; its fractions look like money.", "文件没有列名；该列的小数像是金额。");
  } else if (numeric && profile.distinct <= 200 && profile.largest <= 10_000 && profile.leadingZeros === 0) {
    offer(
      "quantity",
      0.25,
      "The file has no names; its small whole numbers look like a quantity.",
      "文件没有列名；该列的小整数像是数量。",
    );
  } else if (again && canBeKey(profile) && !isTimed(profile)) {
    offer(
      "user",
      0.3,
      "The file has no names; its codes come again, as customers do.",
      "文件没有列名；该列的编码重复出现，像是客户。",
    );
  }
}

const currencies = /^(?:[A-Z]{3}|rmb|¥|￥|\$|€|£|元|人民币|美元|欧元|港币|日元|英镑)$/i;
const commonCurrencies = new Set(
  "USD EUR GBP CNY RMB JPY HKD TWD KRW SGD AUD CAD CHF SEK NOK DKK PLN CZK HUF RUB INR BRL MXN ZAR TRY THB MYR IDR PHP VND NZD AED SAR ILS".split(
    " ",
  ),
);

function isCurrency(cell: string): boolean {
  return currencies.test(cell) && (cell.length !== 3 || commonCurrencies.has(cell.toUpperCase()));
}
