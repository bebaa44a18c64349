import type { RecordIndex } from "./record-index.ts";

/**
 * Numbers of the records whose bytes repeat an earlier record's. Records are told apart by 64 bits of hash: two
 * different ones among a million are taken for one with a chance of 3e-8. Linear time; 6 to 12 bytes a record meanwhile.
 */
export function findRepeated(index: RecordIndex): number[] {
  const [first, second] = index.allHashes();
  let size = 1 << 10;
  while (size < index.length * 1.5) size *= 2;
  return findEqual(first, second, new Int32Array(size));
}

/** Indexes of pairs that equal an earlier pair. `slots`: zeros, a power of two of them, more than there are pairs. */
function findEqual(first: Uint32Array, second: Uint32Array, slots: Int32Array): number[] {
  const mask = slots.length - 1;
  const equal: number[] = [];
  for (let i = 0; i < first.length; i++) {
    const a = first[i] ?? 0;
    const b = second[i] ?? 0;
    let slot = (a ^ Math.imul(b, 0x9e3779b1)) & mask;
    for (;;) {
      const other = (slots[slot] ?? 0) - 1;
      if (other < 0) {
        slots[slot] = i + 1;
        break;
      }
      if (first[other] === a && second[other] === b) {
        equal.push(i);
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return equal;
}
