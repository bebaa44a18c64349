import { describe, expect, it } from "vitest";
import type { Line } from "./baskets.ts";
import { createPeriod, daySeconds, isGiftSeasonDay, toOperational, weekdayOf } from "./calendar.ts";
import { drawHistory, type Order } from "./history.ts";
import { drawOrderTimes } from "./order-times.ts";
import { type Channel, type PersonaId, personaOf, personas } from "./personas.ts";
import { createUser, createUserSource, type SampleUser } from "./user.ts";
import { drawVisits } from "./visits.ts";

/** SAMPLE.md's table once more, read off the page and not off the code. `repeat` counts lines of those who have had four things. */
interface Row {
  readonly share: number;
  readonly rate: number;
  readonly shape: number;
  readonly median: number;
  readonly sigma: number;
  readonly returns: number;
  readonly promo: number;
  readonly repeat: number;
  readonly views: number;
  readonly channel: Channel | undefined;
}

const table: Readonly<Record<PersonaId, Row>> = {
  reseller: row(0.04, [4, 1.5, 450, 0.5], 0.03, 0, 0.35, 3, "desktop"),
  replenisher: row(0.14, [1, 8, 24, 0.35], 0.02, 0.1, 0.7, 2, "app"),
  "trend-browser": row(0.13, [1, 1, 26, 0.45], 0.05, 0.15, 0.08, 30, "social"),
  "bargain-hunter": row(0.12, [0.3, 1, 42, 0.5], 0.07, 0.8, 0.15, 12, undefined),
  steady: row(0.12, [0.3, 1, 45, 0.5], 0.05, 0.15, 0.15, 6, undefined),
  "gift-giver": row(0.1, [0.12, 1, 150, 0.45], 0.03, 0, 0.02, 9, undefined),
  bracketer: row(0.09, [1.6, 1.2, 165, 0.45], 0.45, 0.2, 0.05, 22, undefined),
  "premium-loyal": row(0.09, [1.6, 1.5, 90, 0.35], 0.03, 0.05, 0.25, 10, "direct"),
  "one-and-done": row(0.11, [0, 1, 26, 0.45], 0.05, 0.4, 0, 4, "ads"),
  looker: row(0.06, [0, 1, 0, 0], 0, 0, 0, 0, undefined),
};

function row(
  share: number,
  [rate, shape, median, sigma]: readonly [number, number, number, number],
  returns: number,
  promo: number,
  repeat: number,
  views: number,
  channel: Channel | undefined,
): Row {
  return { share, rate, shape, median, sigma, returns, promo, repeat, views, channel };
}

const population = 15_000;
const days = 540;
const period = createPeriod(days);
const source = createUserSource(7, "both", days);
const users = Array.from({ length: population }, (_, index) => createUser(source, index));

interface Customer {
  readonly user: SampleUser;
  readonly orders: readonly Order[];
}

/** Users that stay one persona and are no warehouses, with their orders inside the period. */
const cohorts = new Map<PersonaId, Customer[]>(personas.map(({ id }) => [id, []]));
for (const user of users) {
  if (user.roles.length > 1 || user.wholesale > 1) continue;
  const orders = drawHistory(user, period).filter(({ time }) => time < days * daySeconds);
  cohorts.get(user.roles[0].persona.id)?.push({ user, orders });
}

function cohort(id: PersonaId): Customer[] {
  return cohorts.get(id) ?? [];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const units = (lines: readonly { quantity: number }[]) => sum(lines.map(({ quantity }) => quantity));

/** Σ counts / Σ exposures over users equals `expected` within four standard errors of the ratio between users. */
function expectRatio(pairs: readonly (readonly [count: number, exposure: number])[], expected: number): void {
  const exposure = sum(pairs.map(([, e]) => e));
  const ratio = sum(pairs.map(([c]) => c)) / exposure;
  const error = Math.sqrt(sum(pairs.map(([c, e]) => (c - ratio * e) ** 2))) / exposure;
  expect(Math.abs(ratio - expected), `${ratio} ± ${error}, expected ${expected}`).toBeLessThanOrEqual(4 * error);
}

function expectMean(values: readonly number[], expected: number): void {
  expectRatio(
    values.map((value) => [value, 1]),
    expected,
  );
}

const logPaid = (order: Order) =>
  Math.log((sum(order.lines.map((line) => line.quantity * line.unitPrice)) - order.voucher) / 100);

describe.each(personas.filter(({ id }) => id !== "looker").map(({ id }) => id))("%s as SAMPLE.md has it", (id) => {
  const expected = table[id];
  const customers = cohort(id);

  it("is as common", () => {
    expectMean(
      users.map((user) => (user.roles[0].persona.id === id ? 1 : 0)),
      expected.share,
    );
  });

  it.runIf(expected.rate > 0)("orders as often", () => {
    const old = customers.filter(({ user }) => user.joined < 0);
    const pairs = old.map(({ user, orders }) => [orders.length, Math.min(user.leaves, days) / 30] as const);
    expectRatio(pairs, expected.rate);
  });

  it.runIf(expected.rate > 0)("orders as regularly", () => {
    // A long period, of which only the gaps that begin early count: short ones would be seen more often than long ones.
    const long = createPeriod(2400);
    const longSource = createUserSource(8, "both", long.days);
    const clock = long.seasonal;
    const deviations: number[] = [];
    for (let index = 0; index < 3000; index++) {
      const user = createUser(longSource, index);
      const { persona, until } = user.roles[0];
      if (persona.id !== id || until < long.days) continue;
      const times = drawOrderTimes(user, long).map(({ time }) => time / daySeconds);
      const clocked = persona.gifts ? times.map((day) => toOperational(clock, day)) : times;
      const gap = 30 / (expected.rate * user.rateFactor);
      clocked.forEach((day, i) => {
        const next = clocked[i + 1];
        if (day < 600 && next !== undefined) deviations.push(((next - day) / gap - 1) ** 2);
      });
    }
    const error = Math.sqrt(sum(deviations.map((value) => value ** 2))) / deviations.length;
    const found = sum(deviations) / deviations.length;
    // The hour of the day is drawn afresh, which adds a sixth of a squared day to the variance of a gap.
    const hours = (1 / 6 + (id === "reseller" ? 1 : 0)) / (30 / expected.rate) ** 2;
    expect(Math.abs(found - 1 / expected.shape)).toBeLessThan(4 * error + hours);
  });

  it("spends as much, as evenly", () => {
    const logs = customers.filter(({ orders }) => orders.length > 0).map(({ orders }) => orders.map(logPaid));
    const means = logs.map((values) => sum(values) / values.length);
    expectMean(means, Math.log(expected.median));
    const squares = logs.map((values, i) => sum(values.map((value) => (value - (means[i] ?? 0)) ** 2)));
    const freedom = sum(logs.map((values) => values.length - 1));
    if (freedom < 100) return;
    const tolerance = 4 * Math.sqrt(2 / freedom);
    expect(Math.abs(sum(squares) / freedom / expected.sigma ** 2 - 1)).toBeLessThan(tolerance);
  });

  it("sends as much back", () => {
    const ordinary = (line: Line) => !line.filler;
    const pairs = customers.map(({ orders }) => [
      sum(orders.map(({ returns }) => units(returns.filter(({ line }) => ordinary(line))))),
      sum(orders.map(({ lines }) => units(lines.filter(ordinary)))),
    ]);
    expectRatio(pairs as [number, number][], expected.returns);
  });

  it("uses as many promotions", () => {
    const promos = (orders: readonly Order[]) => orders.filter(({ promo }) => promo).length;
    expectRatio(
      customers.map(({ orders }) => [promos(orders), orders.length]),
      expected.promo,
    );
  });

  it("buys the same things again as often", () => {
    const pairs = customers.map(({ orders }) => {
      const had = new Set<number>();
      let again = 0;
      let lines = 0;
      for (const order of orders) {
        if (had.size >= 4) {
          lines += order.lines.length;
          again += order.lines.filter(({ item }) => had.has(item)).length;
        }
        for (const { item } of order.lines) had.add(item);
      }
      return [again, lines] as const;
    });
    if (sum(pairs.map(([, lines]) => lines)) > 0) expectRatio(pairs, expected.repeat);
  });

  it("looks at as much for an order", () => {
    const pairs = customers.slice(0, 300).map(({ user, orders }) => {
      const views = drawVisits(user, drawHistory(user, period), period).filter(({ kind }) => kind === "view");
      // Views for orders at the rim of the period fall outside and inside alike.
      return user.joined < 0 || user.roles[0].persona.once ? [views.length, orders.length] : [0, 0];
    });
    expectRatio(pairs as [number, number][], expected.views);
  });

  it.runIf(expected.channel)("comes by its channel", () => {
    const own = (orders: readonly Order[]) => orders.filter(({ channel }) => channel === expected.channel).length;
    const share = sum(customers.map(({ orders }) => own(orders))) / sum(customers.map(({ orders }) => orders.length));
    expect(share).toBeGreaterThan(0.5);
  });
});

describe("what one persona alone does", () => {
  const ordersOf = (id: PersonaId) => cohort(id).flatMap(({ orders }) => orders);
  const shareOf = (id: PersonaId, holds: (order: Order) => boolean, expected: number) =>
    expectRatio(
      cohort(id).map(({ orders }) => [orders.filter(holds).length, orders.length]),
      expected,
    );
  const hourOf = ({ time }: Order) => (time / 3600) % 24;

  it("resellers order 28 items, 85 % of the time in office hours", () => {
    expectRatio(
      cohort("reseller").map(({ orders }) => [sum(orders.map(({ lines }) => units(lines))), orders.length]),
      28,
    );
    const weekday = ({ time }: Order) => weekdayOf(period, Math.floor(time / daySeconds)) < 5;
    const office = ordersOf("reseller").filter((order) => weekday(order) && hourOf(order) >= 9 && hourOf(order) < 18);
    // Some of the other 15 % fall into office hours by chance.
    expect(office.length / ordersOf("reseller").length).toBeGreaterThan(0.85);
    expect(office.length / ordersOf("reseller").length).toBeLessThan(0.92);
  });

  it("gift givers place 85 % of their orders in the seasons, most to another address", () => {
    const inSeason = ({ time }: Order) => isGiftSeasonDay(period, Math.floor(time / daySeconds));
    const stayed = cohort("gift-giver").filter(({ user }) => user.joined < 0 && user.leaves > days);
    expectRatio(
      stayed.map(({ orders }) => [orders.filter(inSeason).length, orders.length]),
      0.85,
    );
    expect(ordersOf("gift-giver").filter(({ away }) => away).length).toBeGreaterThan(
      0.7 * ordersOf("gift-giver").length,
    );
  });

  it("bargain hunters buy at midnight, and send 15 % of what only filled the order back", () => {
    expect(ordersOf("bargain-hunter").filter((order) => hourOf(order) < 0.5).length).toBeGreaterThan(
      0.65 * ordersOf("bargain-hunter").length,
    );
    const fillers = cohort("bargain-hunter").map(({ orders }) => [
      sum(orders.map(({ returns }) => returns.filter(({ line }) => line.filler).length)),
      sum(orders.map(({ lines }) => lines.filter(({ filler }) => filler).length)),
    ]);
    expectRatio(fillers as [number, number][], 0.15);
  });

  it("bracketers take two or three sizes and send them back within 14 days, about 90 pounds kept", () => {
    const orders = ordersOf("bracketer");
    const neighbours = ({ lines }: Order) =>
      lines.every(({ item }) => lines.some((o) => Math.abs(o.item - item) === 1));
    expect(orders.every(neighbours)).toBe(true);
    const delays = orders.flatMap(({ returns, time }) => returns.map((back) => (back.time - time) / daySeconds));
    expect(Math.max(...delays.slice(0, 50_000))).toBeLessThanOrEqual(14);
    const worth = (lines: readonly { quantity: number; unitPrice: number }[]) =>
      sum(lines.map(({ quantity, unitPrice }) => quantity * unitPrice));
    const backWorth = ({ returns }: Order) =>
      worth(returns.map(({ quantity, line }) => ({ quantity, unitPrice: line.unitPrice })));
    const kept = sum(orders.map(({ lines, ...order }) => worth(lines) - backWorth({ lines, ...order })));
    expect((kept / sum(orders.map(({ lines }) => worth(lines)))) * 165).toBeCloseTo(90, -1);
  });

  it("one-time buyers order once, 60 % of them from ads", () => {
    expect(cohort("one-and-done").every(({ orders }) => orders.length === 1)).toBe(true);
    shareOf("one-and-done", ({ channel }) => channel === "ads", 0.6);
  });

  it("lookers never order and view 40 to 80 things in 30 days", () => {
    const lookers = cohort("looker");
    expect(lookers.every(({ orders }) => orders.length === 0)).toBe(true);
    const rates = lookers.map(({ user }) => {
      const views = drawVisits(user, [], period).filter(({ kind }) => kind === "view").length;
      return [views, (Math.min(user.leaves, days) - user.roles[0].from) / 30] as const;
    });
    expectRatio(rates, 60);
    const long = rates.filter(([, months]) => months > 12).map(([views, months]) => views / months);
    expect(Math.min(...long)).toBeGreaterThan(20);
    expect(Math.max(...long)).toBeLessThan(110);
  });
});

describe("between users", () => {
  const spreadOf = (logs: readonly number[]) => {
    const mean = sum(logs) / logs.length;
    return Math.sqrt(sum(logs.map((log) => (log - mean) ** 2)) / (logs.length - 1));
  };

  it.each(personas.map(({ id }) => id))("%s differ, join, leave and change within SAMPLE.md's bounds", (id) => {
    const own = users.filter((user) => user.roles[0].persona.id === id);
    const slack = 4 / Math.sqrt(2 * own.length);
    for (const [logs, low, high] of [
      [own.map((user) => Math.log(user.rateFactor)), 0.2, 0.3],
      [own.map((user) => Math.log(user.medianFactor)), 0.15, 0.25],
    ] as const) {
      expect(spreadOf(logs)).toBeGreaterThan(low * (1 - slack));
      expect(spreadOf(logs)).toBeLessThan(high * (1 + slack));
    }
    const left = own.filter((user) => user.leaves - user.roles[0].from < 300).length / own.length;
    const tolerance = 4 * Math.sqrt(0.25 / own.length);
    expect(left).toBeGreaterThan(1 - 0.995 ** 10 - tolerance);
    expect(left).toBeLessThan(1 - 0.98 ** 10 + tolerance);
    if (personaOf(id).once) return;
    const late = own.filter((user) => user.joined >= 0).length / own.length;
    expect(late).toBeGreaterThan(0.3 - tolerance);
    expect(late).toBeLessThan(0.5 + tolerance);
  });

  it("2 % change persona in a quarter, never into a one-time buyer", () => {
    const pairs = users.map((user) => {
      const until = Math.min(user.leaves, days) - user.roles[0].from;
      const changes = user.roles.slice(1).filter(({ from }) => from < days).length;
      return [changes, until / 90] as const;
    });
    expectRatio(pairs, 0.02);
    expect(users.flatMap(({ roles }) => roles.slice(1)).some(({ persona }) => persona.once)).toBe(false);
  });

  it("a few resellers buy like warehouses", () => {
    const warehouses = users.filter(({ wholesale }) => wholesale > 1).length;
    expect(warehouses / population).toBeGreaterThan(0.0002);
    expect(warehouses / population).toBeLessThan(0.003);
  });
});
