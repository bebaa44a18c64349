import type { Random } from "../core/random.ts";
import { daySeconds, type Period } from "./calendar.ts";
import { shelfFor } from "./catalogue.ts";
import { drawIndex, drawPoisson } from "./draws.ts";
import type { Order } from "./history.ts";
import { browsing, type EventKind, type Journey, journeys } from "./journeys.ts";
import { drawTimeOfDay } from "./order-times.ts";
import { type Channel, channels, type Persona } from "./personas.ts";
import type { Role, SampleUser } from "./user.ts";

export interface VisitEvent {
  readonly time: number;
  /** Start of the visit, which tells visits apart. */
  readonly visit: number;
  readonly kind: EventKind;
  /** Index in the catalogue; −1 where no item is looked at. */
  readonly item: number;
  readonly channel: Channel;
  readonly persona: Persona;
}

const secondsPerEvent = 80;

/** What a user does on the site inside the period, in order of time. */
export function drawVisits(user: SampleUser, orders: readonly Order[], period: Period): VisitEvent[] {
  const events: VisitEvent[] = [];
  const random = user.random.fork("visits");
  for (const order of orders) {
    const journey = journeys[order.persona.id];
    if (journey !== undefined) addOrderVisits(order, journey, period, random, events);
  }
  const idle = user.random.fork("browsing");
  for (const role of user.roles) if (role.persona.id === "looker") addBrowsing(role, period, idle, events);
  const end = period.days * daySeconds;
  return events.filter(({ time }) => time >= 0 && time < end).sort((a, b) => a.time - b.time);
}

/** Visits that find the goods, on days before where the journey says so, and the one that buys them. */
function addOrderVisits(order: Order, journey: Journey, period: Period, random: Random, events: VisitEvent[]): void {
  const { persona, channel } = order;
  const views = drawPoisson(random, persona.viewsPerOrder);
  const early = journey.early === undefined ? 0 : Math.round(views * journey.early.share);
  const goods = order.lines.map((line) => line.item);
  if (journey.early !== undefined) {
    const { visits, days } = journey.early;
    for (let visit = 0; visit < visits; visit++) {
      const day = Math.floor(order.time / daySeconds) - days[0] - random.int(days[1] - days[0] + 1);
      const share = Math.floor((early * (visit + 1)) / visits) - Math.floor((early * visit) / visits);
      const start = drawTimeOfDay(random, period, "evening", day);
      const last = visit === visits - 1 ? goods : [];
      const steps = [
        ...spread(journey.early.opening),
        ...drawViews(persona, last, share, random),
        ...each(journey.early.closing, last),
      ];
      addVisit(steps, start, false, channel, persona, random, events);
    }
  }
  const steps = [
    ...spread(journey.opening),
    ...drawViews(persona, early > 0 ? [] : goods, views - early, random),
    ...each(journey.closing, goods),
    { kind: "purchase" as const, item: goods[0] ?? -1 },
  ];
  addVisit(steps, order.time, true, channel, persona, random, events);
}

/** Forty to eighty views in thirty days that lead to nothing but a full cart. */
function addBrowsing(role: Role, period: Period, random: Random, events: VisitEvent[]): void {
  const { persona } = role;
  const rate =
    browsing.viewsInThirtyDays[0] + random.next() * (browsing.viewsInThirtyDays[1] - browsing.viewsInThirtyDays[0]);
  const gap = (30 * browsing.viewsAVisit) / rate;
  const until = Math.min(role.until, period.days);
  const nextDay = (day: number) => day - Math.log(1 - random.next()) * gap;
  for (let day = nextDay(role.from); day < until; day = nextDay(day)) {
    const viewed = drawViews(persona, [], drawPoisson(random, browsing.viewsAVisit), random);
    const cart = random.next() < browsing.cartShare ? each(["cart"], [viewed[0]?.item ?? -1]) : [];
    const channel = channels[drawIndex(random, persona.channels)] ?? "direct";
    const steps = [...spread(["compare"]), ...viewed, ...cart, ...spread(["leave"])];
    addVisit(steps, drawTimeOfDay(random, period, persona.rhythm, day), false, channel, persona, random, events);
  }
}

interface Step {
  readonly kind: EventKind;
  readonly item: number;
}

function spread(kinds: readonly EventKind[]): Step[] {
  return kinds.map((kind) => ({ kind, item: -1 }));
}

function each(kinds: readonly EventKind[], goods: readonly number[]): Step[] {
  return kinds.flatMap((kind) => goods.map((item) => ({ kind, item })));
}

/** The goods that will be bought come last; whatever else is viewed, before them. */
function drawViews(persona: Persona, goods: readonly number[], views: number, random: Random): Step[] {
  const shelf = shelfFor(persona).items;
  return Array.from({ length: views }, (_, i) => {
    const item = goods[views - 1 - i] ?? shelf[random.int(shelf.length)] ?? 0;
    return { kind: "view", item };
  });
}

/** Steps a minute or so apart; `anchor` is the moment of the last one, or of the first. */
function addVisit(
  steps: readonly Step[],
  anchor: number,
  endsThere: boolean,
  channel: Channel,
  persona: Persona,
  random: Random,
  events: VisitEvent[],
): void {
  const gaps = steps.map((_, i) => (i === 0 ? 0 : 3 + random.int(secondsPerEvent)));
  let time = endsThere ? anchor - gaps.reduce((sum, gap) => sum + gap, 0) : anchor;
  const visit = time;
  steps.forEach(({ kind, item }, i) => {
    time += gaps[i] ?? 0;
    events.push({ time, visit, kind, item, channel, persona });
  });
}
