import { expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { selectUsers } from "./select-users.ts";
import { buildSequences } from "./sequences.ts";
import { eventTable, prepare, smallParams, walkers } from "./test-events.ts";

test("some users' events, in the order asked for, numbered anew; who has none has none", () => {
  const events = eventTable([
    { user: 0, time: 1, item: "a" },
    { user: 2, time: 1, item: "b", price: 3 },
    { user: 2, time: 2, item: "a" },
  ]);
  const { user, time, item, price } = selectUsers(events, Int32Array.from([2, 1, 0]));
  expect([...user]).toEqual([0, 0, 2]);
  expect([...time]).toEqual([1, 2, 1]);
  expect(Array.from(item.codes, (code) => item.values[code])).toEqual(["b", "a", "a"]);
  expect([...(price ?? [])]).toEqual([3, Number.NaN, Number.NaN]);
});

test("a user's sequence is the same among others", () => {
  const events = walkers(20, createRandom(1));
  const { vocabulary, sequences } = prepare(events, 20, smallParams);
  const own = buildSequences(selectUsers(events, Int32Array.from([7])), vocabulary, { ...smallParams, users: 1 });
  const row = sequences.newest[7] ?? -1;
  const { length } = smallParams;
  expect(own.item.subarray(0, length)).toEqual(sequences.item.subarray(row * length, (row + 1) * length));
  expect(own.gap.subarray(0, length)).toEqual(sequences.gap.subarray(row * length, (row + 1) * length));
});
