import type { Random } from "../core/random.ts";
import { items, rankOf, type Shelf } from "./catalogue.ts";

/** The items somebody has had so far, in the order of first purchase, and those of the basket being filled. */
export interface ItemMemory {
  readonly list: number[];
  readonly set: Set<number>;
  readonly taken: Set<number>;
}

/** Past items that are weighed before one is bought again; new ones tried before the shelf is searched one by one. */
const recalled = 6;
const attempts = 8;

export function newMemory(): ItemMemory {
  return { list: [], set: new Set(), taken: new Set() };
}

/** Puts the basket's items among those that the user has had. */
export function remember(memory: ItemMemory): void {
  for (const item of memory.taken) {
    if (memory.set.has(item)) continue;
    memory.set.add(item);
    memory.list.push(item);
  }
  memory.taken.clear();
}

/** Of a few past items the one whose list price is nearest; −1 where all of them are in the basket already. */
export function recall(memory: ItemMemory, pence: number, random: Random): number {
  const item = recallRun(memory, pence, 1, random);
  return item >= 0 ? item : (memory.list.find((past) => !memory.taken.has(past)) ?? -1);
}

/** Likewise, the first of `sizes` past items that are one thing in neighbouring sizes; −1 where a few tries find none. */
export function recallRun(memory: ItemMemory, pence: number, sizes: number, random: Random): number {
  let best = -1;
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < recalled * sizes ** 2; i++) {
    const item = memory.list[random.int(memory.list.length)] ?? 0;
    const distance = Math.abs((items[item]?.price ?? 0) - pence);
    if (distance >= nearest || !isRun(item, sizes, (next) => memory.set.has(next) && !memory.taken.has(next))) continue;
    best = item;
    nearest = distance;
  }
  return best;
}

/**
 * An item of about that price that the user has not had, from an ever wider stretch of the shelf, in the end the nearest
 * there is; with `sizes` above 1 the first of so many neighbouring sizes. Who has had everything gets what comes.
 */
export function discover(shelf: Shelf, memory: ItemMemory, pence: number, sizes: number, random: Random): number {
  const isNew = (next: number) => !memory.set.has(next) && !memory.taken.has(next);
  const rank = rankOf(shelf, pence);
  const last = shelf.items.length - 1;
  for (let i = 0, reach = 12; i < attempts; i++, reach *= 1.6) {
    const low = Math.max(0, Math.min(last - reach, rank - reach));
    const high = Math.min(last, Math.max(reach, rank + reach));
    const item = shelf.items[Math.floor(low + (high - low + 1) * random.next())] ?? 0;
    if (isRun(item, sizes, isNew)) return item;
  }
  for (const acceptable of [isNew, () => true]) {
    for (let step = 0; step <= last; step++) {
      for (const place of [rank - step, rank + step]) {
        const item = shelf.items[place];
        if (item !== undefined && isRun(item, sizes, acceptable)) return item;
      }
    }
  }
  return shelf.items[0] ?? 0;
}

function isRun(item: number, sizes: number, holds: (item: number) => boolean): boolean {
  if ((items[item]?.sizes ?? 0) < sizes) return false;
  for (let next = item; next < item + sizes; next++) if (!holds(next)) return false;
  return true;
}
