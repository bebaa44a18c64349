/**
 * Tells records that repeat an earlier one by 64 bits of hash: two different ones among a million are taken for one with
 * a chance of 3e-8. 12 to 24 bytes a record.
 */
export class RepeatedRecords {
  private slots = new Uint32Array(1 << 12);
  private used = 0;

  /** Takes the next records' hashes, two halves each; returns the numbers (in this call) of those that repeat. */
  add(hashes: Uint32Array): number[] {
    const repeated: number[] = [];
    while ((this.used + hashes.length / 2) * 3 > this.slots.length) this.grow();
    for (let i = 0; i < hashes.length; i += 2) {
      // A zero marks a free slot.
      const isNew = put(this.slots, (hashes[i] ?? 0) || 1, hashes[i + 1] ?? 0);
      if (isNew) this.used++;
      else repeated.push(i >> 1);
    }
    return repeated;
  }

  /** In large steps while memory is small: each step puts everything again. */
  private grow(): void {
    const grown = new Uint32Array(this.slots.length * (this.slots.length < 1 << 22 ? 8 : 2));
    for (let i = 0; i < this.slots.length; i += 2) {
      const first = this.slots[i] ?? 0;
      if (first !== 0) put(grown, first, this.slots[i + 1] ?? 0);
    }
    this.slots = grown;
  }
}

/** Puts a pair into a slot; false where it is there already. Slots are pairs, a power of two of them. */
function put(slots: Uint32Array, first: number, second: number): boolean {
  const mask = slots.length - 1;
  for (let at = (second << 1) & mask; ; at = (at + 2) & mask) {
    const other = slots[at];
    if (other === 0) {
      slots[at] = first;
      slots[at + 1] = second;
      return true;
    }
    if (other === first && slots[at + 1] === second) return false;
  }
}
