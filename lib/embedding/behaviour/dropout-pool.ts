import type { Random } from "../../core/random.ts";
import { sizeOf } from "../../nn/graph.ts";
import type { Binding } from "../../nn/session.ts";

export interface DropoutPool {
  draw(random: Random): Binding;
  /** Drops nothing. */
  readonly none: Binding;
}

/**
 * Dropout masks without a random number an entry: each is a stretch of one long random run, from a random place on.
 * An entry is 0 with the given rate, else 1 / (1 − rate), so that the mean stays.
 */
export function dropoutPool(shape: readonly number[], rate: number, random: Random): DropoutPool {
  const size = sizeOf(shape);
  const starts = 4093;
  const pool = new Float32Array(2 * size + starts);
  for (let i = 0; i < pool.length; i++) pool[i] = random.next() < rate ? 0 : 1 / (1 - rate);
  return {
    none: { data: new Float32Array(size).fill(1), shape },
    draw(stream) {
      const start = stream.int(size + starts);
      return { data: pool.subarray(start, start + size), shape };
    },
  };
}
