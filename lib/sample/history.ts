import type { Random } from "../core/random.ts";
import { type Basket, drawBasket, type Line } from "./baskets.ts";
import { daySeconds, isGiftSeasonDay, type Period } from "./calendar.ts";
import { drawIndex } from "./draws.ts";
import { newMemory } from "./item-memory.ts";
import { drawOrderTimes } from "./order-times.ts";
import { type Channel, channels, type Persona } from "./personas.ts";
import type { SampleUser } from "./user.ts";

export interface Order extends Basket {
  /** 1, 2, … within the user. */
  readonly number: number;
  readonly time: number;
  readonly persona: Persona;
  readonly channel: Channel;
  /** Sent to somebody else's address. */
  readonly away: boolean;
  /** Seconds before `time` at which the same basket was ordered and not paid for, or cancelled; undefined as a rule. */
  readonly failed: { readonly time: number; readonly status: "cancelled" | "unpaid" } | undefined;
  readonly returns: readonly Return[];
}

export interface Return {
  readonly line: Line;
  readonly quantity: number;
  readonly time: number;
}

const awayShare = { gifts: 0.9, others: 0.03 };
const failedShare = 0.015;
/** Of two and of three sizes, the chances that none, one, two, three go back: 45 % of the units either way. */
const sizesSentBack = { two: [0.25, 0.6, 0.15], three: [0.15, 0.45, 0.3, 0.1] };

/** Everything a user buys and sends back, up to the period's horizon, in order of time. */
export function drawHistory(user: SampleUser, period: Period): Order[] {
  const moments = drawOrderTimes(user, period);
  if (moments.length === 0) return [];
  const random = user.random.fork("baskets");
  const memory = newMemory();
  return moments.map(({ persona, time }, index) => {
    const basket = drawBasket(user, persona, memory, random);
    const seasonal = persona.gifts && isGiftSeasonDay(period, Math.floor(time / daySeconds));
    return {
      ...basket,
      number: index + 1,
      time,
      persona,
      channel: channels[drawIndex(random, persona.channels)] ?? "direct",
      away: random.next() < (seasonal ? awayShare.gifts : awayShare.others),
      failed: random.next() < failedShare ? drawFailure(time, random) : undefined,
      returns: persona.sizes
        ? drawSizesSentBack(basket.lines, time, persona, random)
        : drawReturns(basket.lines, time, persona, random),
    };
  });
}

function drawFailure(time: number, random: Random): NonNullable<Order["failed"]> {
  return { time: time - 60 - random.int(1740), status: random.next() < 0.6 ? "unpaid" : "cancelled" };
}

function drawReturns(lines: readonly Line[], time: number, persona: Persona, random: Random): Return[] {
  const { rate, filler, days } = persona.returns;
  const returns: Return[] = [];
  for (const line of lines) {
    if (random.next() >= (line.filler ? filler : rate)) continue;
    returns.push({ line, quantity: line.quantity, time: drawReturnTime(time, days, random) });
  }
  return returns;
}

/** Lines come in runs of neighbouring sizes; what does not fit goes back in one parcel. */
function drawSizesSentBack(lines: readonly Line[], time: number, persona: Persona, random: Random): Return[] {
  const returns: Return[] = [];
  for (let start = 0; start < lines.length; ) {
    let end = start + 1;
    while (end < lines.length && lines[end]?.item === (lines[end - 1]?.item ?? 0) + 1) end++;
    const run = lines.slice(start, end);
    const back = drawIndex(random, run.length === 2 ? sizesSentBack.two : sizesSentBack.three);
    const at = drawReturnTime(time, persona.returns.days, random);
    const first = random.int(run.length);
    for (let i = 0; i < back; i++) {
      const line = run[(first + i) % run.length];
      if (line) returns.push({ line, quantity: line.quantity, time: at });
    }
    start = end;
  }
  return returns;
}

/** Two days at the least, `days` at the most, by day. */
function drawReturnTime(time: number, days: number, random: Random): number {
  const day = Math.floor(time / daySeconds) + 2 + random.int(days - 2);
  return Math.floor((day + (8 + 12 * random.next()) / 24) * daySeconds);
}
