import type { Localised } from "../core/localised.ts";
import { type Category, type CategoryCode, categories } from "./goods.ts";
import type { Persona } from "./personas.ts";

export interface Item {
  readonly code: string;
  readonly name: Localised;
  readonly category: CategoryCode;
  /** Pence. */
  readonly price: number;
  /** How many items from here on, this one included, are the same thing in the next sizes; 1 for what has none. */
  readonly sizes: number;
}

/** Items of some categories in order of price, by index in `items`. */
export interface Shelf {
  readonly items: Int32Array;
  readonly prices: Float64Array;
}

export const items: readonly Item[] = Object.entries(categories).flatMap(([code, category]) =>
  listItems(code as CategoryCode, category),
);

function listItems(code: CategoryCode, category: Category): Item[] {
  return category.goods.flatMap(({ name: { en, zh }, price: pounds }, good) =>
    category.variants.flatMap((variant, v) => {
      // Variants of one thing cost a little more or less, to the next full ten pence.
      const price = Math.round((pounds * 100 * (0.9 + 0.04 * ((v * 5 + good) % 6))) / 10) * 10;
      const number = `${code}-${String(good + 1).padStart(2, "0")}${v + 1}`;
      if (category.sizes.length === 0) {
        const name = { en: `${en}, ${variant.en}`, zh: `${zh} ${variant.zh}` };
        return [{ code: number, name, category: code, price, sizes: 1 }];
      }
      return category.sizes.map((size, s) => ({
        code: `${number}-${size}`,
        name: { en: `${en}, ${variant.en}, ${size}`, zh: `${zh} ${variant.zh} ${size}` },
        category: code,
        price,
        sizes: category.sizes.length - s,
      }));
    }),
  );
}

const shelves = new Map<Persona, Shelf>();

/** What a persona buys from. */
export function shelfFor(persona: Persona): Shelf {
  let shelf = shelves.get(persona);
  if (shelf === undefined) {
    shelf = shelfOf(persona.categories);
    shelves.set(persona, shelf);
  }
  return shelf;
}

function shelfOf(codes: readonly CategoryCode[]): Shelf {
  const indices = items.flatMap((item, index) => (codes.includes(item.category) ? [index] : []));
  const price = (index: number) => items[index]?.price ?? 0;
  indices.sort((a, b) => price(a) - price(b) || a - b);
  return { items: Int32Array.from(indices), prices: Float64Array.from(indices, price) };
}

/** Rank of the first item on the shelf that costs at least `pence`. */
export function rankOf(shelf: Shelf, pence: number): number {
  let low = 0;
  let high = shelf.prices.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shelf.prices[middle] ?? 0) < pence) low = middle + 1;
    else high = middle;
  }
  return low;
}
