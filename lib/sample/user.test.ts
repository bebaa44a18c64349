import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPeriod, daySeconds } from "./calendar.ts";
import { drawHistory } from "./history.ts";
import { personaOf } from "./personas.ts";
import { createUser, createUserSource, mainPersona, roleAt, type SampleUser } from "./user.ts";

const days = 540;
const source = createUserSource(1, "both", days);
const anyUser = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((index) => createUser(source, index));

describe("a user", () => {
  it("is in one role at a time, from coming to leaving", () => {
    fc.assert(
      fc.property(anyUser, (user) => {
        const { roles } = user;
        expect(roles[0].from).toBe(Math.max(0, user.joined));
        expect(roles.at(-1)?.until).toBe(user.leaves);
        roles.slice(1).forEach((role, i) => {
          expect(role.from).toBe(roles[i]?.until);
          expect(role.persona).not.toBe(roles[i]?.persona);
        });
      }),
    );
  });

  it("is another one for every number, and the same one for the same number", () => {
    const near = Array.from({ length: 2000 }, (_, index) => createUser(source, index).joined);
    expect(new Set(near).size).toBe(2000);
    const { random: _, ...once } = createUser(source, 4_000_000_000);
    expect(createUser(source, 4_000_000_000)).toMatchObject(once);
  });

  it("is what it was for most of the days inside the period", () => {
    const role = (id: Parameters<typeof personaOf>[0], from: number, until: number) => ({
      persona: personaOf(id),
      from,
      until,
    });
    const user: SampleUser = {
      ...createUser(source, 0),
      roles: [role("steady", 0, 200), role("looker", 200, 500), role("gift-giver", 500, 2000)],
    };
    expect(mainPersona(user, days).id).toBe("looker");
    expect(mainPersona(user, 1500).id).toBe("gift-giver");
    expect([-5, 0, 199, 200, 900].map((day) => roleAt(user, day).persona.id)).toEqual([
      "steady",
      "steady",
      "steady",
      "looker",
      "gift-giver",
    ]);
  });
});

describe("a history", () => {
  const short = createPeriod(days);
  const long = createPeriod(days, "long");
  const inside = (time: number) => time < days * daySeconds;

  it("runs in order of time while the user is there, with whole pence and things that cost something", () => {
    fc.assert(
      fc.property(anyUser, (user) => {
        const orders = drawHistory(user, short);
        orders.forEach((order, i) => {
          expect(order.time).toBeGreaterThanOrEqual(orders[i - 1]?.time ?? 0);
          expect(order.number).toBe(i + 1);
          // An office order of a weekend may move to the Monday after the user's last day.
          expect(order.time / daySeconds).toBeLessThan(Math.ceil(user.leaves) + 2);
          for (const { quantity, unitPrice } of order.lines) {
            expect(Number.isInteger(quantity) && quantity > 0).toBe(true);
            expect(Number.isInteger(unitPrice) && unitPrice > 0).toBe(true);
          }
          expect(new Set(order.lines.map(({ item }) => item)).size).toBe(order.lines.length);
        });
      }),
    );
  });

  it("is the same inside the period however far beyond it is drawn", () => {
    fc.assert(
      fc.property(anyUser, (user) => {
        const near = drawHistory(user, short).filter(({ time }) => inside(time));
        expect(drawHistory(user, long).filter(({ time }) => inside(time))).toEqual(near);
      }),
    );
  });

  it("sends back only what was bought, after it was bought", () => {
    fc.assert(
      fc.property(anyUser, (user) => {
        for (const order of drawHistory(user, short)) {
          expect(new Set(order.returns.map(({ line }) => line)).size).toBe(order.returns.length);
          for (const back of order.returns) {
            expect(order.lines).toContain(back.line);
            expect(back.quantity).toBeLessThanOrEqual(back.line.quantity);
            expect(back.time).toBeGreaterThan(order.time);
          }
        }
      }),
    );
  });
});
