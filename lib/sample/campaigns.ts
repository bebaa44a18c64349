import type { Random } from "../core/random.ts";
import { dateText, daySeconds, daysToGiftSeason, type Period, toOperational } from "./calendar.ts";
import { drawFactor } from "./draws.ts";
import type { Order } from "./history.ts";
import { type CampaignKind, type Persona, personaOf } from "./personas.ts";
import { poundText } from "./transactions.ts";
import { roleAt, type SampleUser } from "./user.ts";
import { hasConsent } from "./users.ts";

export const campaignColumns = [
  "campaign",
  "user_id",
  "assigned_on",
  "arm",
  "opened",
  "clicked",
  "converted",
  "orders",
  "revenue",
  "discount",
  "margin",
  "orders_after",
] as const;

interface Campaign {
  readonly kind: CampaignKind;
  /** Days after the period's end. */
  readonly day: number;
  /** Whom a shop would pick by what it can see: by their number of orders so far. */
  readonly picks: (orders: number) => boolean;
  /** Share taken off the goods, and pence off an order. */
  readonly discount: number;
  readonly off: number;
}

const everybody = () => true;

/** All after the period, so that every other file tells of the time before them. */
export const campaigns: readonly Campaign[] = [
  { kind: "coupon", day: 0, picks: everybody, discount: 0.15, off: 0 },
  { kind: "gift-mail", day: 10, picks: everybody, discount: 0, off: 0 },
  { kind: "new-in", day: 24, picks: everybody, discount: 0, off: 0 },
  { kind: "early-access", day: 38, picks: everybody, discount: 0, off: 0 },
  { kind: "second-order-voucher", day: 52, picks: (orders) => orders === 1, discount: 0, off: 500 },
  { kind: "free-shipping", day: 66, picks: (orders) => orders === 0, discount: 0, off: 395 },
];

export const windowDays = 14;
/** Days after the window in which pulled-forward orders are missing. */
export const afterDays = 28;
const mailedShare = 0.5;
const pulledForward = 0.5;
const seasonLead = 21;

const marginOfGoods = 0.45;
const penceToHandleReturn = 600;
const penceToMail = 2;
/** Median and return rate of an order by somebody who never bought. */
const firstOrder = personaOf("one-and-done");

/** An order as a campaign sees it. */
interface Sale {
  readonly day: number;
  /** Pence of goods, before returns. */
  readonly gross: number;
  /** Share of the goods that goes back, and in how many units. */
  readonly returned: number;
  readonly unitsBack: number;
}

/**
 * One row for every user with consent and every campaign that picks them, half of them a control group that got nothing.
 * Who is mailed converts more often by the persona's points; a bargain hunter's coupon takes half of those orders from
 * the weeks after. Later campaigns meet what earlier ones made of the orders.
 */
export function writeCampaigns(
  user: SampleUser,
  orders: readonly Order[],
  period: Period,
  write: (row: string) => void,
): void {
  if (!hasConsent(user) || user.joined >= period.days) return;
  const before = orders.filter((order) => order.time < period.days * daySeconds).length;
  const sales = orders.slice(before).map(toSale);
  for (const campaign of campaigns) {
    if (!campaign.picks(before)) continue;
    const random = user.random.fork(`campaign ${campaign.kind}`);
    const start = period.days + campaign.day;
    const mailed = random.next() < mailedShare;
    const answered = mailed && answer(user, campaign, start, period, sales, random);
    const opened = mailed && (answered || random.next() < 0.3);
    const clicked = opened && (answered || random.next() < 0.15);
    const inside = sales.filter(({ day }) => day >= start && day < start + windowDays);
    const after = sales.filter(({ day }) => day >= start + windowDays && day < start + windowDays + afterDays);
    const flags = `${mailed ? "mailed" : "control"},${flag(opened)},${flag(clicked)},${flag(inside.length > 0)}`;
    const money = moneyCells(inside, mailed, campaign);
    write(`${campaign.kind},${user.id},${dateText(period, start)},${flags},${inside.length},${money},${after.length}`);
  }
}

function toSale(order: Order): Sale {
  const worth = (entries: readonly { quantity: number; unitPrice: number }[]) =>
    entries.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  const gross = worth(order.lines) - order.voucher;
  const back = worth(order.returns.map(({ line, quantity }) => ({ quantity, unitPrice: line.unitPrice })));
  const unitsBack = order.returns.reduce((sum, { quantity }) => sum + quantity, 0);
  return { day: order.time / daySeconds, gross, returned: Math.min(1, back / gross), unitsBack };
}

/** Does the mail bring an order that would not have come in the window? Then it is put among the sales. */
function answer(
  user: SampleUser,
  campaign: Campaign,
  start: number,
  period: Period,
  sales: Sale[],
  random: Random,
): boolean {
  const { persona } = roleAt(user, start);
  const effect = effectOf(persona, campaign.kind, start, period);
  if (effect === 0 || sales.some(({ day }) => day >= start && day < start + windowDays)) return false;
  const quiet = 1 - chanceOfOrder(user, persona, start, start + windowDays, period);
  const afterFrom = start + windowDays;
  const later = sales.findIndex(({ day }) => day >= afterFrom && day < afterFrom + afterDays);
  let chance = effect / quiet;
  if (campaign.kind === "coupon" && persona.id === "bargain-hunter") {
    const follows = chanceOfOrder(user, persona, afterFrom, afterFrom + afterDays, period);
    if (follows > 0) chance *= later >= 0 ? pulledForward / follows : (1 - pulledForward) / (1 - follows);
    if (random.next() >= chance) return false;
    if (later >= 0) sales.splice(later, 1);
  } else if (random.next() >= chance) return false;
  sales.push(drawSale(user, persona, start + windowDays * random.next(), random));
  sales.sort((a, b) => a.day - b.day);
  return true;
}

/** Share of users, 0…1, that a campaign makes order. Gift mail works in the three weeks before a season alone. */
export function effectOf(persona: Persona, kind: CampaignKind, day: number, period: Period): number {
  if (kind === "gift-mail" && daysToGiftSeason(period, day) > seasonLead) return 0;
  return (persona.response[kind] ?? 0) / 100;
}

/** Of at least one order of their own in [from, until), as if gaps had no memory; 0 for those who left. */
function chanceOfOrder(user: SampleUser, persona: Persona, from: number, until: number, period: Period): number {
  if (user.leaves <= from || persona.rate === 0) return 0;
  const clock = period.seasonal;
  const days = persona.gifts ? toOperational(clock, until) - toOperational(clock, from) : until - from;
  return 1 - Math.exp((-persona.rate * user.rateFactor * days) / 30);
}

function drawSale(user: SampleUser, persona: Persona, day: number, random: Random): Sale {
  const { median, sigma, returns, basket } = persona.rate > 0 ? persona : firstOrder;
  const gross = Math.round(median * 100 * user.medianFactor * user.wholesale * drawFactor(random, sigma));
  return { day, gross, returned: returns.rate, unitsBack: returns.rate * basket.lines * basket.units };
}

/** Revenue after discount and returns, what the campaign gave away, and the margin left after handling and postage. */
function moneyCells(sales: readonly Sale[], mailed: boolean, campaign: Campaign): string {
  let revenue = 0;
  let given = 0;
  let handling = mailed ? penceToMail : 0;
  for (const { gross, returned, unitsBack } of sales) {
    const kept = gross * (1 - returned);
    const off = mailed ? Math.min(kept, kept * campaign.discount + campaign.off) : 0;
    revenue += kept - off;
    given += off;
    handling += unitsBack * penceToHandleReturn;
  }
  const margin = Math.round(marginOfGoods * (revenue + given) - given - handling);
  const sign = margin < 0 ? "-" : "";
  return `${poundText(Math.round(revenue))},${poundText(Math.round(given))},${sign}${poundText(Math.abs(margin))}`;
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}
