import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { embedded, loadEmbedded } from "./embedded.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 2 });
});
afterAll(() => kernels.close());

async function encode(texts: readonly string[]) {
  const encoder = await embedded.fit([], { kernels, random: createRandom(1) });
  const { data, cols } = await encoder.encode(texts);
  const cosine = (a: number, b: number) =>
    data.subarray(a * cols, (a + 1) * cols).reduce((sum, value, j) => sum + value * (data[b * cols + j] ?? 0), 0);
  return { data, cols, cosine };
}

describe("the bundled students", () => {
  it.each(["en", "zh"] as const)("%s: 32,768 hashes at 128 dimensions, below 5 MB", (language) => {
    const { rows, dimension } = loadEmbedded(language);
    expect([rows.buckets, rows.width, dimension]).toEqual([32_768, 128, 128]);
    expect(rows.rows.byteLength + rows.idf.byteLength + rows.scales.byteLength).toBeLessThan(5e6);
  });

  it("put what means the same nearer than what shares a word, in English", async () => {
    const { cosine } = await encode([
      "Where is my card? It has not arrived yet",
      "I am still waiting for my new card to come",
      "Can I pay with my card in a shop?",
    ]);
    expect(cosine(0, 1)).toBeGreaterThan(cosine(0, 2));
  });

  it("and in Chinese", async () => {
    const { cosine } = await encode(["苹果很甜，没有坏的", "水果新鲜，口感很好", "酒店房间太小，隔音差"]);
    expect(cosine(0, 1)).toBeGreaterThan(cosine(0, 2) + 0.1);
  });

  it("keep languages at right angles, rows of length 1, and a text's vector whatever stands beside it", async () => {
    const texts = ["very good quality", "质量很好", "sehr gute Qualität", ""];
    const { data, cols, cosine } = await encode(texts);
    expect(cosine(0, 1)).toBe(0);
    expect(cosine(0, 2)).not.toBe(0);
    for (let i = 0; i < 4; i++) expect(cosine(i, i)).toBeCloseTo(1, 5);
    for (const [i, text] of texts.entries())
      expect((await encode([text])).data).toEqual(data.subarray(i * cols, (i + 1) * cols));
  });
});
