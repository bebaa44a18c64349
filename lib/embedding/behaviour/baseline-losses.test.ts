import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { baselineLosses } from "./baseline-losses.ts";
import { behaviourShape } from "./model.ts";
import { slotsFor } from "./params.ts";
import { eventTable, prepare, smallParams } from "./test-events.ts";
import type { EventTable } from "./vocabulary.ts";

const users = 60;
const length = 8;

/** Every user looks at `length` items, those that `itemOf` says. */
function eventsOf(itemOf: (user: number, t: number) => number): EventTable {
  return eventTable(
    Array.from({ length: users * length }, (_, i) => {
      const user = Math.floor(i / length);
      return { user, time: 3600 * i, type: "view", item: `item ${itemOf(user, i % length)}`, category: "all" };
    }),
  );
}

function losses(itemOf: (user: number, t: number) => number) {
  const params = { ...smallParams, length };
  const { vocabulary, sequences } = prepare(eventsOf(itemOf), users, params);
  const shape = behaviourShape(vocabulary, params);
  const rows = Int32Array.from({ length: sequences.rows }, (_, row) => row);
  const hiding = { which: "inside", share: 0.2 } as const;
  const hidden = { sequences, shape, rows, hiding, random: createRandom(2) };
  return baselineLosses(hidden, rows, { batch: 16, asked: slotsFor(params) });
}

describe("baselineLosses", () => {
  test("four items at random cost about ln 4, by either; where there is one word only there is nothing to guess", () => {
    const random = createRandom(1);
    const { popularity, lastEvent } = losses(() => random.int(4));
    // Type and category are always the same: what they add is the one that each word's count is raised by.
    expect(popularity).toBeGreaterThan(Math.log(4) - 0.1);
    expect(popularity).toBeLessThan(Math.log(4) + 0.6);
    expect(Math.abs(lastEvent - popularity)).toBeLessThan(0.2);
  });

  test("who repeats an item is guessed by the event before, not by what is popular", () => {
    const { popularity, lastEvent } = losses((user) => user % 4);
    expect(popularity).toBeGreaterThan(Math.log(4) - 0.1);
    expect(lastEvent).toBeLessThan(popularity / 2);
  });

  test("is finite for words that training never saw, and 0 where nothing is asked", () => {
    const params = { ...smallParams, length };
    const { vocabulary, sequences } = prepare(
      eventsOf((user) => (user === 0 ? 3 : 0)),
      users,
      params,
    );
    const shape = behaviourShape(vocabulary, params);
    const options = { batch: 16, asked: slotsFor(params) };
    const hiding = { which: "inside", share: 0.2 } as const;
    const of = (rows: Int32Array, training: Int32Array) =>
      baselineLosses({ sequences, shape, rows, hiding, random: createRandom(2) }, training, options);
    const unseen = of(
      Int32Array.of(0),
      Int32Array.from({ length: users - 1 }, (_, row) => row + 1),
    );
    expect(Number.isFinite(unseen.popularity) && Number.isFinite(unseen.lastEvent)).toBe(true);
    expect(of(new Int32Array(0), Int32Array.of(0))).toEqual({ popularity: 0, lastEvent: 0 });
  });
});
