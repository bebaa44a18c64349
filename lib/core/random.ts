/** A seeded stream of random numbers: the same seed gives the same stream on every machine. */
export interface Random {
  /** Uniform in [0, 1), 32 bits of resolution. */
  next(): number;
  /** Uniform integer in 0…n−1. */
  int(n: number): number;
  /** Standard normal (polar method of Marsaglia & Bray 1964). */
  normal(): number;
  /** An independent stream for a named purpose; does not advance this one. */
  fork(label: string): Random;
}

/**
 * xoshiro128** (Blackman & Vigna 2021, doi:10.1145/3460772), its state filled by splitmix32 from the seed.
 * seed: any finite number; its 53-bit integer part counts.
 */
export function createRandom(seed: number): Random {
  // Four plain numbers: a typed array costs ten times as much a draw.
  let [a, b, c, d] = seedState(seed);
  let spare: number | undefined;

  function nextUint32(): number {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  }

  const random: Random = {
    next: () => nextUint32() / 0x1_0000_0000,
    int: (n) => Math.floor(random.next() * n),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      for (;;) {
        const u = 2 * random.next() - 1;
        const v = 2 * random.next() - 1;
        const square = u * u + v * v;
        if (square > 0 && square < 1) {
          const factor = Math.sqrt((-2 * Math.log(square)) / square);
          spare = v * factor;
          return u * factor;
        }
      }
    },
    fork: (label) => createRandom(mixLabel(seed, label)),
  };
  return random;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function seedState(seed: number): [number, number, number, number] {
  const low = seed >>> 0;
  const high = Math.floor(seed / 0x1_0000_0000) >>> 0;
  let counter = (low ^ Math.imul(high, 0x9e3779b1)) >>> 0;
  const next = () => {
    counter = (counter + 0x9e3779b9) >>> 0;
    let mixed = counter;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
  return [next(), next(), next(), next()];
}

/** FNV-1a over the label, started at the seed. */
function mixLabel(seed: number, label: string): number {
  let hash = (0x811c9dc5 ^ (seed >>> 0) ^ Math.floor(seed / 0x1_0000_0000)) >>> 0;
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
