import type { EventTable } from "./vocabulary.ts";

/** The events of some users, who become 0 … users.length − 1 in the order given; each may be named once. */
export function selectUsers(events: EventTable, users: Int32Array): EventTable {
  const first = new Map<number, number>();
  const count = new Map<number, number>();
  for (const [at, owner] of events.user.entries()) {
    if (!first.has(owner)) first.set(owner, at);
    count.set(owner, (count.get(owner) ?? 0) + 1);
  }
  const total = users.reduce((sum, user) => sum + (count.get(user) ?? 0), 0);
  const from = new Int32Array(total);
  const user = new Int32Array(total);
  let next = 0;
  for (const [place, owner] of users.entries()) {
    const start = first.get(owner) ?? 0;
    for (let i = 0; i < (count.get(owner) ?? 0); i++, next++) {
      from[next] = start + i;
      user[next] = place;
    }
  }
  const floats = (values: Float64Array) => Float64Array.from(from, (at) => values[at] ?? Number.NaN);
  const words = ({ codes, values }: EventTable["item"]) => ({
    codes: Int32Array.from(from, (at) => codes[at] ?? -1),
    values,
  });
  return {
    user,
    time: floats(events.time),
    type: words(events.type),
    item: words(events.item),
    category: words(events.category),
    price: events.price && floats(events.price),
  };
}
