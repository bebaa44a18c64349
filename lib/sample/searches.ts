import { type Period, timeText } from "./calendar.ts";
import { shelfFor } from "./catalogue.ts";
import type { Order } from "./history.ts";
import { drawQuery } from "./speech.ts";
import type { SampleUser } from "./user.ts";
import { drawVisits } from "./visits.ts";

export const searchColumns = ["user_id", "time", "query", "channel"] as const;

/** The words typed at every event of searching or comparing. */
export function writeSearches(
  user: SampleUser,
  orders: readonly Order[],
  period: Period,
  write: (row: string) => void,
): void {
  const random = user.random.fork("queries");
  for (const { time, kind, channel, persona } of drawVisits(user, orders, period)) {
    if (kind !== "search" && kind !== "compare") continue;
    const shelf = shelfFor(persona).items;
    const query = drawQuery(user.language, persona.id, shelf[random.int(shelf.length)] ?? 0, random);
    write(`${user.id},${timeText(period, time)},${query},${channel}`);
  }
}
