import type { RecordIndex } from "./record-index.ts";

const bucketBits = 8;

/**
 * Numbers, rising, of the records whose bytes repeat an earlier record's. Records are told apart by 64 bits of hash:
 * two different ones among a million are taken for one with a chance of 3e-8. Linear time; 12 bytes a record meanwhile,
 * which are dealt into buckets first, so that each bucket's search stays within the processor's cache.
 */
export function findRepeated(index: RecordIndex): Uint32Array {
  const [first, second] = index.allHashes();
  const records = first.length;
  const ends = new Uint32Array(1 << bucketBits);
  for (let i = 0; i < records; i++) count(ends, bucketOf(first[i] ?? 0));
  for (let bucket = 1; bucket < ends.length; bucket++) ends[bucket] = (ends[bucket] ?? 0) + (ends[bucket - 1] ?? 0);
  const dealt = { first: new Uint32Array(records), second: new Uint32Array(records), record: new Uint32Array(records) };
  const places = ends.slice();
  for (let i = records - 1; i >= 0; i--) {
    const bucket = bucketOf(first[i] ?? 0);
    const place = (places[bucket] ?? 0) - 1;
    places[bucket] = place;
    dealt.first[place] = first[i] ?? 0;
    dealt.second[place] = second[i] ?? 0;
    dealt.record[place] = i;
  }
  const repeated: number[] = [];
  for (let bucket = 0, from = 0; bucket < ends.length; bucket++) {
    const to = ends[bucket] ?? 0;
    findEqual(dealt.first.subarray(from, to), dealt.second.subarray(from, to), (at) =>
      repeated.push(dealt.record[from + at] ?? 0),
    );
    from = to;
  }
  return Uint32Array.from(repeated).sort();
}

function bucketOf(hash: number): number {
  return hash >>> (32 - bucketBits);
}

function count(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

/** Tells the places of pairs that equal an earlier pair. */
function findEqual(first: Uint32Array, second: Uint32Array, tell: (at: number) => void): void {
  let size = 16;
  while (size < first.length * 1.5) size *= 2;
  const slots = new Int32Array(size);
  for (let i = 0; i < first.length; i++) {
    const a = first[i] ?? 0;
    const b = second[i] ?? 0;
    let slot = (a ^ Math.imul(b, 0x9e3779b1)) & (size - 1);
    for (;;) {
      const other = (slots[slot] ?? 0) - 1;
      if (other < 0) {
        slots[slot] = i + 1;
        break;
      }
      if (first[other] === a && second[other] === b) {
        tell(i);
        break;
      }
      slot = (slot + 1) & (size - 1);
    }
  }
}
