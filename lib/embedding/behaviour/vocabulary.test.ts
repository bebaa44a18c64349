import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countTokens, type EventTable, learnVocabulary, priceBand, tokens, tokensOf } from "./vocabulary.ts";

const size = { items: 3, itemBuckets: 4, categories: 2, categoryBuckets: 1 };

function words(cells: readonly (string | null)[]) {
  const values = [...new Set(cells.filter((cell) => cell !== null))];
  return { values, codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : values.indexOf(cell))) };
}

function events(items: readonly (string | null)[], change: Partial<EventTable> = {}): EventTable {
  const one = words(items.map(() => "view"));
  return {
    ...{ user: new Int32Array(items.length), time: new Float64Array(items.length), price: undefined },
    ...{ type: one, item: words(items), category: words(items.map(() => null)) },
    ...change,
  };
}
const itemsOf = (items: readonly (string | null)[]) => learnVocabulary(events(items), size).items.names;

describe("the words of a shop", () => {
  test("are those used three times at least, the commonest first", () => {
    expect(itemsOf(["a", "a", "a", "b", "b", "c", "c", "c", "c", null, null, null])).toEqual(["c", "a"]);
  });

  test("are cut at the most common, ties by name", () => {
    expect(itemsOf([..."zzzyyyxxxwww"])).toEqual(["w", "x", "y"]);
  });

  test("do not ask for the order of rows", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(..."abcde"), { maxLength: 40 }), (items) => {
        expect(itemsOf(items.toReversed())).toEqual(itemsOf(items));
      }),
    );
  });

  test("of event types are kept though they are rare, and of no events are none", () => {
    const type = words(["view", "buy", "view"]);
    expect(learnVocabulary(events(["a", "b", "c"], { type }), size).types.names).toEqual(["view", "buy"]);
    expect(learnVocabulary(events([]), size)).toMatchObject({ items: { names: [] }, priceEdges: [] });
  });
});

describe("tokens", () => {
  const list = { names: ["shoe", "hat"], buckets: 5 };

  test("of known words are theirs; of unknown ones a bucket that depends on the word alone", () => {
    const [shoe, hat, odd, again] = tokensOf(["shoe", "hat", "odd", "odd"], list);
    expect([shoe, hat]).toEqual([tokens.first, tokens.first + 1]);
    expect(odd).toBe(again);
    expect(tokensOf(["x", "odd"], list)[1]).toBe(odd);
  });

  test("never leave the list's own range, nor meet padding and mask", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom("a", "字", "😀", "\0", "\ud800"), maxLength: 6 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        (values, buckets) => {
          for (const token of tokensOf(values, { ...list, buckets })) {
            expect(token).toBeGreaterThanOrEqual(tokens.first);
            expect(token).toBeLessThan(countTokens({ ...list, buckets }));
          }
        },
      ),
    );
  });

  test("of a word named as __proto__ are as those of any other", () => {
    expect([...tokensOf(["__proto__"], { names: ["__proto__"], buckets: 0 })]).toEqual([tokens.first]);
  });

  test("of unknown words without buckets are “none”", () => {
    expect([...tokensOf(["", "cap"], { names: [], buckets: 0 })]).toEqual([tokens.none, tokens.none]);
    expect(countTokens({ names: [], buckets: 0 })).toBe(3);
  });

  test("of unknown words spread evenly over the buckets", () => {
    const counts = new Array<number>(8).fill(0);
    const many = Array.from({ length: 8000 }, (_, i) => `item-${i}`);
    for (const token of tokensOf(many, { names: [], buckets: 8 })) counts[token - 3] = (counts[token - 3] ?? 0) + 1;
    // χ² with 7 degrees: 29.9 in one case of ten thousand.
    const chiSquared = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(29.9);
  });
});

describe("price bands", () => {
  const edgesOf = (price: readonly number[]) =>
    learnVocabulary(
      events(
        price.map(() => "a"),
        { price: Float64Array.from(price) },
      ),
      size,
    ).priceEdges;

  test("hold a tenth of the events each", () => {
    const prices = Array.from({ length: 1000 }, (_, i) => (i * 617) % 1000);
    const edges = edgesOf(prices);
    const counts = new Map<number, number>();
    for (const price of prices) counts.set(priceBand(price, edges), (counts.get(priceBand(price, edges)) ?? 0) + 1);
    expect(counts.size).toBe(10);
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThanOrEqual(1);
  });

  test("are fewer where few prices come again and again, one where there is one price", () => {
    expect(edgesOf([5, 5, 5, 5])).toEqual([5]);
    expect(edgesOf([1, 1, 1, 1, 1, 1, 1, 1, 1, 100])).toEqual([1, 100]);
    expect(edgesOf([Number.NaN, Number.NaN])).toEqual([]);
  });

  test("of no price are the band 0, of a price at an edge the band below it, and rise with the price", () => {
    expect(priceBand(Number.NaN, [1, 2])).toBe(0);
    expect([0, 1, 1.5, 2, 3].map((price) => priceBand(price, [1, 2]))).toEqual([1, 1, 2, 2, 3]);
    expect(priceBand(-5, [])).toBe(1);
  });
});
