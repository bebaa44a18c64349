import type { Locale } from "../core/localised.ts";
import type { Random } from "../core/random.ts";
import type { Line } from "./baskets.ts";
import { daySeconds, type Period, timeText } from "./calendar.ts";
import { items } from "./catalogue.ts";
import { csvCell } from "./csv-file.ts";
import { categories } from "./goods.ts";
import type { Order, Return } from "./history.ts";
import { drawName, drawPlace, maskName } from "./people.ts";
import type { SampleUser } from "./user.ts";

export const transactionColumns = [
  "order_id",
  "user_id",
  "time",
  "item",
  "description",
  "category",
  "quantity",
  "unit_price",
  "discount",
  "coupon",
  "status",
  "channel",
  "ship_to",
  "recipient",
] as const;

const freePostageFrom = 3500;
const postage = { pence: 395, en: "Postage", zh: "运费" };
const voucherName = { en: "Voucher", zh: "优惠券抵扣" };

/** One order in a hundred is a guest's; one in five hundred has a row that is broken in one of three ways. */
const guestShare = 0.01;
const brokenShare = 0.002;
const brokenKinds = ["masked name", "impossible date", "semicolons"] as const;

const goods: Readonly<Record<Locale, readonly string[]>> = { en: listGoods("en"), zh: listGoods("zh") };

function listGoods(locale: Locale): string[] {
  return items.map(
    (item) => `${item.code},${csvCell(item.name[locale])},${csvCell(categories[item.category].name[locale])}`,
  );
}

/** The order lines of one user inside the period, in order of time: purchases, postage, vouchers, returns, broken rows. */
export function writeTransactions(
  user: SampleUser,
  orders: readonly Order[],
  period: Period,
  write: (row: string) => void,
): void {
  const end = period.days * daySeconds;
  const random = user.random.fork("transactions");
  const suffix = user.id.slice(1);
  const waiting: { order: Order; back: Return }[] = [];
  for (const order of orders) {
    if (order.time >= end) break;
    writeReturns(order.time);
    const to = shipTo(user, order, random);
    const failed = order.failed;
    if (failed !== undefined && failed.time >= 0) {
      writeOrder(user, order, period, `F${suffix}-${order.number}`, failed.time, failed.status, to, write);
    }
    writeOrder(user, order, period, `O${suffix}-${order.number}`, order.time, "completed", to, write);
    writeBroken(user, order, period, random, write);
    for (const back of order.returns) waiting.push({ order, back });
  }
  writeReturns(end);

  function writeReturns(before: number): void {
    if (waiting.length === 0) return;
    waiting.sort((a, b) => a.back.time - b.back.time);
    while (waiting[0] !== undefined && waiting[0].back.time < before) {
      const { order, back } = waiting[0];
      waiting.shift();
      const id = `R${suffix}-${order.number}`;
      const time = timeText(period, back.time);
      write(`${id},${user.id},${time},${lineCells(user, back.line, -back.quantity)},0,,returned,${order.channel},,`);
    }
  }
}

function writeOrder(
  user: SampleUser,
  order: Order,
  period: Period,
  id: string,
  seconds: number,
  status: string,
  to: string,
  write: (row: string) => void,
): void {
  const { language } = user;
  const head = `${id},${user.id},${timeText(period, seconds)},`;
  const tail = `,${couponCells(order)},${status},${order.channel},${to}`;
  let goodsPence = 0;
  for (const line of order.lines) {
    write(head + lineCells(user, line, line.quantity) + tail);
    goodsPence += line.quantity * line.unitPrice;
  }
  if (order.voucher > 0) {
    write(`${head}VOUCHER,${voucherName[language]},,1,-${poundText(order.voucher)}${tail}`);
  }
  if (goodsPence < freePostageFrom) {
    write(`${head}POST,${postage[language]},,1,${poundText(postage.pence)},0,,${status},${order.channel},${to}`);
  }
}

function lineCells(user: SampleUser, line: Line, quantity: number): string {
  return `${goods[user.language][line.item]},${quantity},${poundText(line.unitPrice)}`;
}

function couponCells(order: Order): string {
  if (!order.promo) return "0,";
  return order.voucher > 0 ? `0,SAVE${order.voucher / 100}` : `0.${order.discount},LUMEN${order.discount}`;
}

function shipTo(user: SampleUser, order: Order, random: Random): string {
  if (!order.away) return `${user.place.city},`;
  return `${drawPlace(user.language, random).city},${drawName(user.language, random)}`;
}

/** Rows besides the user's own, so that what was really bought does not depend on them. */
function writeBroken(
  user: SampleUser,
  order: Order,
  period: Period,
  random: Random,
  write: (row: string) => void,
): void {
  const draw = random.next();
  const line = order.lines[0];
  if (draw >= guestShare + brokenShare || line === undefined) return;
  const id = `G${user.id.slice(1)}-${order.number}`;
  const time = timeText(period, order.time);
  const cells = `${lineCells(user, line, 1)},0,,completed,${order.channel},`;
  const { city } = drawPlace(user.language, random);
  const name = drawName(user.language, random);
  const kind = draw < guestShare ? "guest" : brokenKinds[random.int(brokenKinds.length)];
  if (kind === "guest") write(`${id},,${time},${cells}${city},${name}`);
  if (kind === "masked name") write(`${id},,${time},${cells}${city},${maskName(name)}`);
  if (kind === "impossible date") write(`${id},${user.id},${time.slice(0, 4)}-02-30 25:61:00,${cells}${city},`);
  if (kind === "semicolons") write(`${id},${user.id},${time},${cells}${city},`.replaceAll(",", ";"));
}

const cents = Array.from({ length: 100 }, (_, n) => `.${String(n).padStart(2, "0")}`);

/** "12.05" from 1205 */
export function poundText(pence: number): string {
  return Math.floor(pence / 100) + (cents[pence % 100] ?? "");
}
