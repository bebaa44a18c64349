import type { VectorCache } from "../vector-cache.ts";
import type { LoadedEncoder } from "./encoder.ts";

/** Texts encoded and stored at a time: what a kill can cost. */
const stretch = 2048;

/** The same encoder, which encodes a text once: vectors come from the cache where it has them. */
export function cachedEncoder(encoder: LoadedEncoder, cache: VectorCache): LoadedEncoder {
  const { dimension } = encoder;
  return {
    name: encoder.name,
    dimension,
    close: () => encoder.close(),
    async encode(texts, { signal, progress } = {}) {
      const data = new Float32Array(texts.length * dimension);
      const missing = new Map<string, number[]>();
      for (const [row, text] of texts.entries()) {
        const known = missing.has(text) ? undefined : cache.get(text);
        if (known) data.set(known, row * dimension);
        else if (!missing.get(text)?.push(row)) missing.set(text, [row]);
      }
      const wanted = [...missing.keys()];
      for (let first = 0; first < wanted.length; first += stretch) {
        const part = wanted.slice(first, first + stretch);
        const vectors = await encoder.encode(part, signal && { signal });
        const rows = part.map((_, i) => vectors.data.subarray(i * dimension, (i + 1) * dimension));
        cache.put(part.map((text, i) => [text, rows[i] ?? new Float32Array(dimension)]));
        for (const [i, text] of part.entries()) {
          for (const row of missing.get(text) ?? []) data.set(rows[i] ?? [], row * dimension);
        }
        progress?.(1 - (wanted.length - first - part.length) / texts.length);
      }
      return { data, rows: texts.length, cols: dimension };
    },
  };
}
