import type { Random } from "../../core/random.ts";
import type { PretrainParams } from "./params.ts";
import { pretrainDefaults } from "./params.ts";
import { buildSequences } from "./sequences.ts";
import { type EventTable, learnVocabulary, type WordColumn } from "./vocabulary.ts";

interface TestEvent {
  readonly user: number;
  readonly time: number;
  readonly type?: string;
  readonly item?: string;
  readonly category?: string;
  readonly price?: number;
}

export function eventTable(events: readonly TestEvent[]): EventTable {
  const words = (pick: (event: TestEvent) => string | undefined): WordColumn => {
    const values = [...new Set(events.flatMap((event) => pick(event) ?? []))];
    return { values, codes: Int32Array.from(events, (event) => values.indexOf(pick(event) ?? "")) };
  };
  return {
    user: Int32Array.from(events, ({ user }) => user),
    time: Float64Array.from(events, ({ time }) => time),
    type: words(({ type }) => type),
    item: words(({ item }) => item),
    category: words(({ category }) => category),
    price: Float64Array.from(events, ({ price }) => price ?? Number.NaN),
  };
}

/**
 * Two kinds of users by turns: even ones walk up a circle of items by night, odd ones walk down it by day; the types view
 * and buy alternate.
 */
export function walkers(users: number, random: Random): EventTable {
  const items = 12;
  const events: TestEvent[] = [];
  for (let user = 0; user < users; user++) {
    const start = random.int(items);
    const count = 6 + random.int(6);
    for (let i = 0; i < count; i++) {
      const item = (start + (user % 2 === 0 ? i : -i) + 10 * items) % items;
      events.push({
        user,
        time: 86_400 * 19_000 + 43_200 * (user % 2) + 60 * i,
        type: (i + user) % 2 === 0 ? "view" : "buy",
        item: `item ${item}`,
        category: `category ${item >> 2}`,
        price: 1 + item,
      });
    }
  }
  return eventTable(events);
}

export const smallParams: PretrainParams = {
  ...pretrainDefaults,
  length: 8,
  windows: 2,
  width: 32,
  heads: 2,
  layers: 2,
  items: 20,
  itemBuckets: 2,
  categories: 5,
  categoryBuckets: 1,
  batch: 16,
  epochs: 4,
  fewestSteps: 1,
  fewestBetween: 1,
  rate: 5e-3,
  dropout: 0.05,
};

export function prepare(events: EventTable, users: number, params: PretrainParams) {
  const vocabulary = learnVocabulary(events, params);
  return { vocabulary, sequences: buildSequences(events, vocabulary, { ...params, users }) };
}
