import { describe, expect, it } from "vitest";
import { createPeriod, daySeconds } from "./calendar.ts";
import { writeEvents } from "./events.ts";
import { drawHistory } from "./history.ts";
import { longestLook } from "./journeys.ts";
import { type PersonaId, personaOf } from "./personas.ts";
import { createUser, createUserSource } from "./user.ts";
import { drawVisits, type VisitEvent } from "./visits.ts";

const period = createPeriod(540);
const source = createUserSource(2, "en", period.days);

/** Visits of a few users made into one persona, each as its kinds of events in order. */
function visitsOf(id: PersonaId, users = 30): VisitEvent[][] {
  return Array.from({ length: users }, (_, index) => {
    const drawn = createUser(source, index);
    const role = { persona: personaOf(id), from: drawn.roles[0].from, until: drawn.leaves };
    const user = { ...drawn, roles: [role] as const };
    const visits = Map.groupBy(drawVisits(user, drawHistory(user, period), period), ({ visit }) => visit);
    return [...visits.values()];
  }).flat();
}

const kinds = (visit: readonly VisitEvent[]) => visit.map(({ kind }) => kind).join(" ");
const share = (visits: readonly VisitEvent[][], pattern: RegExp) =>
  visits.filter((visit) => pattern.test(kinds(visit))).length / visits.length;

describe("visits go as the persona does", () => {
  it.each([
    ["reseller", /^search (view )*(cart )+purchase$/],
    ["replenisher", /^order-history (view )*(reorder )+purchase$/],
    ["trend-browser", /^(new-in( view)*( favourite)*|favourites-page (view )*(cart )+purchase)$/],
    ["bargain-hunter", /^(search coupon-page( view)*( cart)+|coupon-page (view )*purchase)$/],
    ["steady", /^search (view )*(cart )+purchase$/],
    ["gift-giver", /^search search (view )*(cart )+purchase$/],
    ["bracketer", /^search size-guide reviews (view )*(cart )+purchase$/],
    ["premium-loyal", /^brand-page (view )*(cart )+purchase$/],
    ["looker", /^compare (view )*(cart )?leave$/],
  ] as const)("%s: %s", (id, pattern) => {
    // A visit across the rim of the period is cut there; two early visits may overlap.
    expect(share(visitsOf(id), pattern)).toBeGreaterThan(0.97);
  });

  it("bargain hunters fill the cart two to six days before they buy", () => {
    const visits = visitsOf("bargain-hunter");
    const carts = visits.flat().filter(({ kind }) => kind === "cart");
    const buys = visits.flat().filter(({ kind }) => kind === "purchase");
    // A purchase names the first thing of the order, which was the first one in the cart.
    const waits = buys.flatMap((buy) => {
      const before = carts.filter(({ item, time }) => item === buy.item && time < buy.time);
      return before.length > 0 ? [Math.min(...before.map(({ time }) => buy.time - time)) / daySeconds] : [];
    });
    expect(waits.length).toBeGreaterThan(0.9 * buys.length);
    expect(waits.filter((wait) => wait > 1 && wait < 7).length / waits.length).toBeGreaterThan(0.9);
    expect(longestLook).toBeLessThan(period.horizon - period.days);
  });

  it("look last at what they buy", () => {
    for (const visit of visitsOf("steady").slice(0, 50)) {
      const bought = visit.filter(({ kind }) => kind === "cart").map(({ item }) => item);
      const viewed = visit.filter(({ kind }) => kind === "view").map(({ item }) => item);
      if (viewed.length >= bought.length) expect(new Set(viewed.slice(-bought.length))).toEqual(new Set(bought));
    }
  });

  it("are numbered by session in rows in order of time", () => {
    const user = createUser(source, 3);
    const rows: string[][] = [];
    writeEvents(user, drawHistory(user, period), period, (row) => rows.push(row.split(",")));
    const times = rows.map((row) => row[1] ?? "");
    expect(times).toEqual([...times].sort());
    const sessions = [...new Set(rows.map((row) => row[2]))];
    expect(sessions).toEqual(sessions.map((_, i) => `V${user.id.slice(1)}-${i + 1}`));
  });
});
