import type { Random } from "../core/random.ts";
import { drawBasket } from "./baskets.ts";
import { daySeconds, type Period, timeText } from "./calendar.ts";
import { drawIndex } from "./draws.ts";
import type { Order } from "./history.ts";
import { newMemory } from "./item-memory.ts";
import { type CampaignKind, channels, type Persona, type PersonaId } from "./personas.ts";
import { poundText, transactionColumns, writeTransactions } from "./transactions.ts";
import { roleAt, type SampleUser } from "./user.ts";

/** A test that the shop ran in the last days of the period, with an effect that is known. */
export interface SampleExperiment {
  /** Whom it works on; null: everybody. */
  readonly persona: PersonaId | null;
  /** The chance that a treated user of these places one order more; or a campaign, answered by each persona as SAMPLE.md says. */
  readonly effect: number | CampaignKind;
  /** Share of the treated whose rows were lost: a planted sample ratio mismatch. 0: none. */
  readonly mismatch: number;
  /** The arm of a user, the same for ever. */
  readonly assign: (userId: string) => "control" | "treatment";
}

/** Days in which orders count, and days before them that tell what somebody bought already. */
export const experimentDays = 28;

export const assignmentColumns = ["user_id", "arm", "assigned_at", "segment"] as const;
export const resultColumns = [
  ...["user_id", "arm", "assigned_at", "segment", "ordered", "orders", "revenue"],
  "revenue_before",
] as const;

/** What one user did in the test; null for those who were not there when it began, or whose rows were lost. */
export interface ExperimentUser {
  readonly arm: "control" | "treatment";
  readonly persona: Persona;
  /** Orders in the test, with the one more where there is one. */
  readonly orders: readonly Order[];
  /** Pence of goods in the test, and in as many days before it. */
  readonly revenue: number;
  readonly before: number;
}

export function drawExperimentUser(
  user: SampleUser,
  orders: readonly Order[],
  period: Period,
  { persona: planted, effect, mismatch, assign }: SampleExperiment,
): ExperimentUser | null {
  const start = (period.days - experimentDays) * daySeconds;
  const end = period.days * daySeconds;
  if (user.joined * daySeconds >= start) return null;
  const random = user.random.fork("experiment");
  const arm = assign(user.id);
  const isLost = random.next() < mismatch && arm === "treatment";
  const { persona } = roleAt(user, period.days - experimentDays);
  const isAnswered = random.next() < answerOf(persona, planted, effect) && arm === "treatment";
  if (isLost) return null;
  const within = (from: number, until: number) => orders.filter(({ time }) => time >= from && time < until);
  const own = within(start, end);
  const extra = isAnswered ? [drawAnswer(user, persona, start, orders.length + 1, random)] : [];
  const all = [...own, ...extra].sort((a, b) => a.time - b.time);
  const revenue = (list: readonly Order[]) => list.reduce((sum, order) => sum + penceOf(order), 0);
  return {
    ...{ arm, persona, orders: all, revenue: revenue(all) },
    before: revenue(within(start - experimentDays * daySeconds, start)),
  };
}

/** The chance of one order more. */
export function answerOf(persona: Persona, planted: PersonaId | null, effect: number | CampaignKind): number {
  if (planted !== null && persona.id !== planted) return 0;
  return typeof effect === "number" ? effect : (persona.response[effect] ?? 0) / 100;
}

function drawAnswer(user: SampleUser, persona: Persona, start: number, number: number, random: Random): Order {
  return {
    ...drawBasket(user, persona, newMemory(), random),
    ...{ number, persona, time: start + Math.floor(random.next() * experimentDays * daySeconds) },
    ...{ channel: channels[drawIndex(random, persona.channels)] ?? "direct", away: false, failed: undefined },
    returns: [],
  };
}

function penceOf({ lines, voucher }: Order): number {
  return lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0) - voucher;
}

type Rows = (user: SampleUser, orders: readonly Order[], period: Period, write: (row: string) => void) => void;

/** Who was in which arm, the orders of the test, and both together a row a user, as a finished test is handed over. */
export function experimentFiles(experiment: SampleExperiment) {
  const rows =
    (write: (found: ExperimentUser, user: SampleUser, period: Period, out: (row: string) => void) => void): Rows =>
    (user, orders, period, out) => {
      const found = drawExperimentUser(user, orders, period, experiment);
      if (found) write(found, user, period, out);
    };
  const head = ({ arm, persona }: ExperimentUser, { id }: SampleUser, period: Period) =>
    `${id},${arm},${timeText(period, (period.days - experimentDays) * daySeconds)},${persona.id}`;
  return {
    assignment: {
      path: "experiment/assignment.csv",
      columns: assignmentColumns,
      rows: rows((found, user, period, out) => out(head(found, user, period))),
    },
    orders: {
      path: "experiment/orders.csv",
      columns: transactionColumns,
      rows: rows((found, user, period, out) => writeTransactions(user, found.orders, period, out)),
    },
    results: {
      path: "experiment/results.csv",
      columns: resultColumns,
      rows: rows((found, user, period, out) => {
        const { orders, revenue, before } = found;
        const numbers = [Math.min(1, orders.length), orders.length, poundText(revenue), poundText(before)];
        out(`${head(found, user, period)},${numbers.join(",")}`);
      }),
    },
  } as const;
}
