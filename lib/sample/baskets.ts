import type { Random } from "../core/random.ts";
import { items, shelfFor } from "./catalogue.ts";
import { drawFactor, drawPoisson } from "./draws.ts";
import { discover, type ItemMemory, recall, recallRun, remember } from "./item-memory.ts";
import type { Persona } from "./personas.ts";
import type { SampleUser } from "./user.ts";

export interface Line {
  /** Index in the catalogue. */
  readonly item: number;
  readonly quantity: number;
  /** Pence for one, discount taken off. */
  readonly unitPrice: number;
  /** Bought to reach a coupon's threshold. */
  readonly filler: boolean;
}

export interface Basket {
  readonly lines: readonly Line[];
  readonly promo: boolean;
  /** Per cent taken off every line; 0 without a promotion and where a voucher line is used instead. */
  readonly discount: number;
  /** Pence taken off by a line of its own. */
  readonly voucher: number;
}

const discounts = [10, 15, 20, 25, 30];
const voucherShareOfPromos = 0.25;
const fillerShareOfPromos = 0.5;
const voucherPence = 500;

/**
 * One order's goods. What is paid for them, the voucher taken off, is lognormal about the user's median order, and unit
 * prices bend to it: an item costs its list price more or less, never the same all year.
 */
export function drawBasket(user: SampleUser, persona: Persona, memory: ItemMemory, random: Random): Basket {
  const paid = persona.median * 100 * user.medianFactor * user.wholesale * drawFactor(random, persona.sigma);
  const promo = random.next() < persona.promo;
  const byVoucher = promo && random.next() < voucherShareOfPromos && paid > 4 * voucherPence;
  const voucher = byVoucher ? voucherPence : 0;
  const discount = promo && !byVoucher ? (discounts[random.int(discounts.length)] ?? 10) : 0;
  const lines = persona.sizes
    ? drawSizeRuns(persona, paid + voucher, memory, random)
    : drawLines(user, persona, paid + voucher, promo, memory, random);
  remember(memory);
  return { lines, promo, discount, voucher };
}

function drawLines(
  user: SampleUser,
  persona: Persona,
  pence: number,
  promo: boolean,
  memory: ItemMemory,
  random: Random,
): Line[] {
  const count = 1 + drawPoisson(random, persona.basket.lines - 1);
  const hasFiller = promo && persona.returns.filler > persona.returns.rate && random.next() < fillerShareOfPromos;
  const filler = hasFiller ? Math.min(pence * 0.25, 300 + 600 * random.next()) : 0;
  const weights = Array.from({ length: count }, () => 0.5 + random.next());
  const perWeight = (pence - filler) / weights.reduce((sum, weight) => sum + weight, 0);
  const lines = weights.map((weight) => {
    const units = (1 + drawPoisson(random, persona.basket.units - 1)) * Math.round(user.wholesale);
    return drawLine(weight * perWeight, units, persona, memory, false, random);
  });
  if (filler > 0) lines.push(drawLine(filler, 1, persona, memory, true, random));
  return lines;
}

function drawLine(
  pence: number,
  units: number,
  persona: Persona,
  memory: ItemMemory,
  filler: boolean,
  random: Random,
): Line {
  const repeats = memory.list.length > 0 && random.next() < persona.repeat;
  let item = repeats ? recall(memory, pence / units, random) : -1;
  let quantity = units;
  if (item < 0) item = discover(shelfFor(persona), memory, pence / units, 1, random);
  else quantity = unitsAt(items[item]?.price ?? pence, pence, units, persona);
  memory.taken.add(item);
  return { item, quantity, unitPrice: Math.max(1, Math.round(pence / quantity)), filler };
}

/** A refill that costs much less than the money at hand is taken more than once; who buys in bulk has a number in mind. */
function unitsAt(price: number, pence: number, units: number, persona: Persona): number {
  const bulk = persona.basket.units > 2;
  return bulk || pence / units / price < 1.5 ? units : Math.round(pence / price);
}

/** One thing or two in two or three sizes each, every size a line. */
function drawSizeRuns(persona: Persona, pence: number, memory: ItemMemory, random: Random): Line[] {
  const runs = random.next() < 0.5 ? 1 : 2;
  const lines: Line[] = [];
  for (let run = 0; run < runs; run++) {
    const sizes = random.next() < 0.6 ? 2 : 3;
    const unitPrice = Math.max(1, Math.round(pence / runs / sizes));
    const repeats = memory.list.length > 0 && random.next() < persona.repeat;
    let item = repeats ? recallRun(memory, unitPrice, sizes, random) : -1;
    if (item < 0) item = discover(shelfFor(persona), memory, unitPrice, sizes, random);
    for (let size = 0; size < sizes; size++) {
      memory.taken.add(item + size);
      lines.push({ item: item + size, quantity: 1, unitPrice, filler: false });
    }
  }
  return lines;
}
