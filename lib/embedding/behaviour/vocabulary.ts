/** A column of words: the row's word is values[codes[row]], −1 where it has none. */
export interface WordColumn {
  readonly codes: Int32Array;
  readonly values: readonly string[];
}

/** Events, one a row, sorted by user and then by time. */
export interface EventTable {
  /** 0 … users − 1. */
  readonly user: Int32Array;
  /** Seconds since 1970 on the shop's own clock, so that the hour of the day is the shop's. */
  readonly time: Float64Array;
  readonly type: WordColumn;
  readonly item: WordColumn;
  readonly category: WordColumn;
  /** Money in one currency, NaN where the event has none. */
  readonly price: Float64Array | undefined;
}

/** The commonest words by name; every other word falls by its hash into one of `buckets`. */
export interface WordList {
  readonly names: readonly string[];
  readonly buckets: number;
}

/** How events become numbers. Plain JSON: it is kept in the trained encoder's file. */
export interface Vocabulary {
  readonly types: WordList;
  readonly items: WordList;
  readonly categories: WordList;
  /** Upper edges of the price bands but the last, rising. */
  readonly priceEdges: readonly number[];
}

export interface VocabularySize {
  readonly items: number;
  readonly itemBuckets: number;
  readonly categories: number;
  readonly categoryBuckets: number;
}

/** The first tokens of every word list. */
export const tokens = { padding: 0, masked: 1, none: 2, first: 3 } as const;
const mostTypes = 24;
const priceBands = 10;
const fewestUses = 3;

/**
 * Learns the vocabulary from events: words by how often they occur (three times at least; ties in code-unit order, so that
 * the order of rows does not matter), price bands of equal counts.
 */
export function learnVocabulary(events: EventTable, size: VocabularySize): Vocabulary {
  return {
    types: { names: commonest(events.type, mostTypes, 1), buckets: 1 },
    items: { names: commonest(events.item, size.items, fewestUses), buckets: size.itemBuckets },
    categories: { names: commonest(events.category, size.categories, fewestUses), buckets: size.categoryBuckets },
    priceEdges: quantileEdges(events.price, priceBands),
  };
}

/** How many tokens a word list has. */
export function countTokens({ names, buckets }: WordList): number {
  return tokens.first + names.length + buckets;
}

/** The token of each of a column's values, in their order. A word's token depends on the word and the list alone. */
export function tokensOf(values: readonly string[], { names, buckets }: WordList): Int32Array {
  const places = new Map(names.map((name, place) => [name, place]));
  return Int32Array.from(values, (value) => {
    const place = places.get(value) ?? (buckets > 0 ? names.length + (hashWord(value) % buckets) : undefined);
    return place === undefined ? tokens.none : tokens.first + place;
  });
}

/** The band of a price: 0 without one, else 1 + the number of edges below it. */
export function priceBand(price: number, edges: readonly number[]): number {
  if (Number.isNaN(price)) return 0;
  let band = 1;
  for (const edge of edges) if (price > edge) band++;
  return band;
}

function commonest({ codes, values }: WordColumn, most: number, fewest: number): string[] {
  const counts = new Float64Array(values.length);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  return [...values.entries()]
    .filter(([code]) => (counts[code] ?? 0) >= fewest)
    .sort(([a, left], [b, right]) => (counts[b] ?? 0) - (counts[a] ?? 0) || (left < right ? -1 : 1))
    .slice(0, most)
    .map(([, name]) => name);
}

function quantileEdges(price: Float64Array | undefined, bands: number): number[] {
  const sorted = (price ?? new Float64Array()).filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return [];
  const edges = Array.from({ length: bands - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bands)] ?? 0);
  return [...new Set(edges)];
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
