import type { ColumnRole, Recipe } from "../schema.ts";
import { parseNumber } from "./numbers.ts";
import { type ColumnProfile, shareOf } from "./profile.ts";
import { knownStatus, leftOutStatuses, statusWords } from "./statuses.ts";

export interface RecipeInput {
  readonly roles: readonly ColumnRole[];
  readonly profiles: readonly ColumnProfile[];
  readonly columns: readonly (readonly string[])[];
  readonly decimal: "." | ",";
  readonly complete: boolean;
}

/** What shop files of this kind need, seen in the sample: a visible default that run.json shows and people edit. */
export function suggestRecipe(input: RecipeInput): Recipe {
  const { roles, profiles, complete } = input;
  const profile = (role: ColumnRole) => profiles[roles.indexOf(role)];
  const status = profile("status");
  const currency = profile("currency");
  const onlyCurrency = complete && currency?.distinct === 1 && currency.filled === currency.rows;
  const ids = (["user", "order", "item"] as const).map(profile).filter((id) => id !== undefined);
  return {
    dropDuplicates: false,
    nonProductItems: suggestNonProducts(input),
    leaveOutStatuses: status ? suggestLeftOut(status, complete) : [],
    currency: onlyCurrency ? (currency.common[0]?.[0] ?? null) : null,
    repairIds: ids.some(needsRepair),
    returnOrderPrefix: suggestReturnPrefix(input),
  };
}

/** Ids that went through a spreadsheet or a column of floats: ="123", 1.23E+5, 17850.0 */
export function needsRepair(profile: ColumnProfile): boolean {
  const damaged = profile.spreadsheetTexts + profile.scientific;
  return damaged > 0 ? shareOf(damaged, profile) >= 0.01 : shareOf(profile.pointZeros, profile) >= 0.01;
}

function suggestLeftOut(status: ColumnProfile, complete: boolean): string[] {
  const seen = status.common.map(([cell]) => cell).filter((cell) => knownStatus(cell) === "left-out");
  if (complete || seen.length + status.distinct === 0) return seen;
  const shown = new Set(seen.map(statusWords));
  const chinese = status.common.some(([cell]) => /\p{Script=Han}/u.test(cell));
  return [...seen, ...leftOutStatuses.filter((word) => !shown.has(word) && /\p{Script=Han}/u.test(word) === chinese)];
}

const codes = [
  "POST",
  "DOT",
  "M",
  "D",
  "S",
  "B",
  "C2",
  "BANK CHARGES",
  "AMAZONFEE",
  "CRUK",
  "ADJUST",
  "ADJUST2",
  "gift_0001_*",
];
const tellingCodes = /^(?:post|dot|c2|bank charges|amazonfee|cruk|adjust2?|gift_0001_\d+)$/i;
const telling =
  /^(?:dotcom )?postage$|^carriage$|^(?:postage|shipping|delivery|handling|freight)(?: (?:fee|cost|charges?|and handling|& handling))?$|^(?:gift )?(?:voucher|card|wrap(?:ping)?)$|^discount$|^manual$|^samples?$|^(?:bank|service) (?:charges?|fee)$|^tips?$|^deposit$|^(?:邮费|运费|快递费|差价|补差价|补邮费|补运费|运费差价|邮费差价|赠品|赠品勿拍|优惠券|代金券|礼品卡|包装费|服务费|押金|定金|样品|小样|运费险)(?:补差|链接|专用|专拍)?$/i;

/** Codes known from shop files where the sample has one, and items that are mostly called postage or the like. */
function suggestNonProducts({ roles, columns }: RecipeInput): string[] {
  const items = columns[roles.indexOf("item")];
  if (!items) return [];
  const names = columns.filter((_, index) => ["item", "text", "category"].includes(roles[index] ?? ""));
  const rows = new Map<string, { item: string; all: number; telling: number }>();
  for (const [row, raw] of items.entries()) {
    const item = raw.trim();
    if (item === "") continue;
    const count = rows.get(item.toLowerCase()) ?? { item, all: 0, telling: 0 };
    rows.set(item.toLowerCase(), count);
    count.all++;
    if (names.some((cells) => telling.test((cells[row] ?? "").trim()))) count.telling++;
  }
  const known = [...rows.keys()].some((item) => tellingCodes.test(item)) ? codes : [];
  const isKnown = (item: string) => known.some((code) => code.toLowerCase() === item || tellingCodes.test(item));
  const called = [...rows].filter(([key, { all, telling }]) => telling * 2 > all && !isKnown(key));
  return [...known, ...called.map(([, { item }]) => item)].slice(0, 200);
}

/** A letter before the number of an order that goes with negative quantities or amounts, and hardly with others. */
function suggestReturnPrefix({ roles, columns, decimal }: RecipeInput): string | null {
  const orders = columns[roles.indexOf("order")];
  const values = columns[roles.indexOf("quantity")] ?? columns[roles.indexOf("amount")];
  if (!orders || !values) return null;
  const negative = new Map<string, number>();
  const rows = new Map<string, number>();
  for (const [row, order] of orders.entries()) {
    const prefix = /^([A-Za-z]{1,8}-?)\d/.exec(order.trim())?.[1] ?? "";
    rows.set(prefix, (rows.get(prefix) ?? 0) + 1);
    const value = parseNumber((values[row] ?? "").trim(), decimal);
    if (value !== undefined && value < 0) negative.set(prefix, (negative.get(prefix) ?? 0) + 1);
  }
  for (const [prefix, count] of rows) {
    const minus = negative.get(prefix) ?? 0;
    if (prefix !== "" && count >= 2 && minus >= count * 0.9 && count <= orders.length / 2) return prefix;
  }
  return null;
}
