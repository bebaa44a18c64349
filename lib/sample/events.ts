import { type Period, timeText } from "./calendar.ts";
import { items } from "./catalogue.ts";
import type { Order } from "./history.ts";
import type { SampleUser } from "./user.ts";
import { drawVisits } from "./visits.ts";

export const eventColumns = ["user_id", "time", "session", "event", "item", "channel"] as const;

/** Every step of every visit inside the period. */
export function writeEvents(
  user: SampleUser,
  orders: readonly Order[],
  period: Period,
  write: (row: string) => void,
): void {
  const sessions = new Map<number, string>();
  for (const { time, visit, kind, item, channel } of drawVisits(user, orders, period)) {
    let session = sessions.get(visit);
    if (session === undefined) {
      session = `V${user.id.slice(1)}-${sessions.size + 1}`;
      sessions.set(visit, session);
    }
    write(`${user.id},${timeText(period, time)},${session},${kind},${items[item]?.code ?? ""},${channel}`);
  }
}
