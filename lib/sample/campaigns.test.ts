import { describe, expect, it } from "vitest";
import { createPeriod, daySeconds } from "./calendar.ts";
import { afterDays, campaignColumns, campaigns, effectOf, windowDays, writeCampaigns } from "./campaigns.ts";
import { drawHistory } from "./history.ts";
import { type CampaignKind, type PersonaId, personaOf, personas } from "./personas.ts";
import { createUser, createUserSource } from "./user.ts";

const days = 60;
const period = createPeriod(days, "long");
const source = createUserSource(9, "both", days);

interface Outcome {
  readonly mailed: boolean;
  readonly converted: number;
  readonly natural: number;
  readonly after: number;
  readonly naturalAfter: number;
  readonly margin: number;
}

/** Users made into one persona, so that rare ones can be measured too. `natural` is what they would have done unasked. */
function outcomes(id: PersonaId, kind: CampaignKind, users: number): Outcome[] {
  const persona = personaOf(id);
  const campaign = campaigns.find((candidate) => candidate.kind === kind);
  const start = days + (campaign?.day ?? 0);
  const found: Outcome[] = [];
  for (let index = 0; index < users; index++) {
    const drawn = createUser(source, index);
    const role = { persona, from: drawn.roles[0].from, until: drawn.leaves };
    const user = { ...drawn, roles: [role] as const, wholesale: 1 };
    const orders = drawHistory(user, period);
    const between = (from: number, until: number) =>
      orders.filter(({ time }) => time >= from * daySeconds && time < until * daySeconds).length;
    writeCampaigns(user, orders, period, (text) => {
      const row = text.split(",");
      const cell = (name: (typeof campaignColumns)[number]) => row[campaignColumns.indexOf(name)];
      if (cell("campaign") !== kind) return;
      found.push({
        mailed: cell("arm") === "mailed",
        converted: Number(cell("converted")),
        natural: Math.min(1, between(start, start + windowDays)),
        after: Number(cell("orders_after")),
        naturalAfter: between(start + windowDays, start + windowDays + afterDays),
        margin: Number(cell("margin")),
      });
    });
  }
  return found;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** SAMPLE.md's answers in percentage points. */
const answers: readonly (readonly [PersonaId, CampaignKind, number])[] = [
  ["reseller", "coupon", 0],
  ["replenisher", "coupon", 0],
  ["replenisher", "new-in", 0],
  ["trend-browser", "new-in", 3],
  ["trend-browser", "coupon", 0.5],
  ["bargain-hunter", "coupon", 6],
  ["steady", "coupon", 1],
  ["gift-giver", "gift-mail", 5],
  ["gift-giver", "coupon", 0],
  ["bracketer", "coupon", 4],
  ["premium-loyal", "early-access", 3],
  ["premium-loyal", "coupon", 0],
  ["one-and-done", "second-order-voucher", 4],
  ["looker", "free-shipping", 3],
];

describe("campaigns", () => {
  it.each(answers)("%s, %s: +%d points", (id, kind, points) => {
    const all = outcomes(id, kind, id === "reseller" ? 400 : 3000);
    const mailed = all.filter((outcome) => outcome.mailed);
    const gained = mean(mailed.map(({ converted, natural }) => converted - natural));
    const error = Math.sqrt(Math.max(points, 0.001) / 100 / mailed.length);
    expect(Math.abs(gained - points / 100), `${gained}`).toBeLessThanOrEqual(points === 0 ? 0 : 4 * error);
    const control = all.filter((outcome) => !outcome.mailed);
    expect(control.every(({ converted, natural }) => converted >= natural)).toBe(true);
    expect(Math.abs(mailed.length / all.length - 0.5)).toBeLessThan(2 / Math.sqrt(all.length));
  });

  it("pull half of the bargain hunters' answers forward from the weeks after", () => {
    const mailed = outcomes("bargain-hunter", "coupon", 8000).filter((outcome) => outcome.mailed);
    const gained = mean(mailed.map(({ converted, natural }) => converted - natural));
    const lost = mean(mailed.map(({ after, naturalAfter }) => naturalAfter - after));
    // Those who have left have nothing to pull forward, so a little less than half is missing later.
    expect(lost / gained).toBeGreaterThan(0.3);
    expect(lost / gained).toBeLessThan(0.6);
  });

  it.each(["bracketer", "premium-loyal"] as const)("cost margin where a coupon meets a %s", (id) => {
    const all = outcomes(id, "coupon", 3000);
    const margin = (arm: boolean) => mean(all.filter(({ mailed }) => mailed === arm).map((outcome) => outcome.margin));
    expect(margin(true)).toBeLessThan(margin(false));
  });

  it("write to nobody without consent, and to whom the shop would pick", () => {
    const everyone = outcomes("steady", "coupon", 2000);
    expect(Math.abs(everyone.length / 2000 - 0.8)).toBeLessThan(0.04);
    expect(outcomes("premium-loyal", "free-shipping", 500).length).toBeLessThan(250);
    expect(outcomes("looker", "second-order-voucher", 500)).toEqual([]);
  });

  it("move gift givers in the three weeks before a season alone", () => {
    const giver = personaOf("gift-giver");
    const year = createPeriod(540);
    // Day 564 is 20 November.
    expect([542, 543, 564].map((day) => effectOf(giver, "gift-mail", day, year))).toEqual([0, 0.05, 0.05]);
    expect(personas.every((persona) => persona.id === "gift-giver" || !persona.response["gift-mail"])).toBe(true);
  });
});
