import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { buildSequences } from "./sequences.ts";
import { eventTable, walkers } from "./test-events.ts";
import { learnVocabulary, tokens } from "./vocabulary.ts";

describe("buildSequences", () => {
  const events = eventTable([
    { user: 0, time: 0, type: "view", item: "a" },
    { user: 0, time: 5, type: "view", item: "b" },
    { user: 0, time: 5 + 3600, type: "buy", item: "c" },
    { user: 2, time: 86_400 + 7200, type: "view" },
  ]);
  const vocabulary = {
    types: { names: ["view", "buy"], buckets: 1 },
    items: { names: ["a", "b", "c"], buckets: 0 },
    categories: { names: [], buckets: 0 },
    priceEdges: [],
  };

  test("keeps the newest event last and pads in front; older windows hold what came before", () => {
    const found = buildSequences(events, vocabulary, { users: 3, length: 2, windows: 5 });
    expect([...found.item]).toEqual([4, 5, 0, 3, 0, tokens.none]);
    expect([...found.counts]).toEqual([2, 1, 1]);
    expect([...found.users]).toEqual([0, 0, 2]);
    expect([...found.newest]).toEqual([0, -1, 2]);
    expect([...found.hour]).toEqual([0, 1, 0, 0, 0, 2]);
  });

  test("a gap reaches back over the edge of a window, and the first event of all has none", () => {
    const found = buildSequences(events, vocabulary, { users: 3, length: 1, windows: 5 });
    expect([...found.gap]).toEqual([5, 1, 0, 0]);
  });

  test("holds every event once where windows suffice", () => {
    const walks = walkers(9, createRandom(1));
    const learnt = learnVocabulary(walks, { items: 20, itemBuckets: 0, categories: 5, categoryBuckets: 0 });
    const found = buildSequences(walks, learnt, { users: 9, length: 4, windows: 99 });
    expect(found.counts.reduce((sum, count) => sum + count, 0)).toBe(walks.user.length);
  });

  test("refuses events out of order, times that are no numbers, and unknown users", () => {
    for (const wrong of [
      [
        { user: 1, time: 0 },
        { user: 0, time: 1 },
      ],
      [
        { user: 0, time: 2 },
        { user: 0, time: 1 },
      ],
      [
        { user: 0, time: 1 },
        { user: 0, time: Number.NaN },
      ],
      [{ user: 7, time: 1 }],
    ])
      expect(() => buildSequences(eventTable(wrong), vocabulary, { users: 3, length: 2, windows: 1 })).toThrow(
        "out of order",
      );
  });
});
