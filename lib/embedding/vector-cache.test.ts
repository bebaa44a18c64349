import { appendFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cachedEncoder } from "./encoders/cached.ts";
import type { LoadedEncoder } from "./encoders/encoder.ts";
import { openVectorCache } from "./vector-cache.ts";

const identity = { parts: ["model", "int8"], dimension: 3 };
const newFolder = () => mkdtempSync(join(tmpdir(), "clade-vectors-"));
const vector = (n: number) => Float32Array.of(n, n / 2, -n);

function segmentOf(folder: string): string {
  const [name = ""] = readdirSync(folder);
  const [segment = ""] = readdirSync(join(folder, name));
  return join(folder, name, segment);
}

it("gives back to the bit what was put, also to the next process", () => {
  const folder = newFolder();
  const first = openVectorCache(folder, identity);
  first.put([
    ["a", vector(0.1)],
    ["", vector(2)],
    ["__proto__", vector(3)],
  ]);
  expect(first.get("a")).toEqual(vector(0.1));
  first.close();
  const next = openVectorCache(folder, identity);
  expect([next.get("a"), next.get(""), next.get("__proto__")]).toEqual([vector(0.1), vector(2), vector(3)]);
  expect(next.get("b")).toBeUndefined();
  expect(next.size).toBe(3);
  next.close();
});

it("keeps vectors of other models and precisions apart", () => {
  const folder = newFolder();
  const one = openVectorCache(folder, identity);
  one.put([["a", vector(1)]]);
  const other = openVectorCache(folder, { ...identity, parts: ["model", "fp32"] });
  expect(other.get("a")).toBeUndefined();
  one.close();
  other.close();
});

it("reads only whole records, at whatever byte a kill cut the file or a disk bent it", () => {
  const folder = newFolder();
  const cache = openVectorCache(folder, identity);
  for (let i = 0; i < 3; i++) cache.put([[`text ${i}`, vector(i)]]);
  cache.close();
  const path = segmentOf(folder);
  const whole = readFileSync(path);
  const record = whole.length / 3;
  for (let length = 0; length <= whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    const cut = openVectorCache(folder, identity);
    expect(cut.size).toBe(Math.floor(length / record));
    cut.close();
  }
  const bent = Uint8Array.from(whole);
  bent[record + 20] = (bent[record + 20] ?? 0) ^ 1;
  writeFileSync(path, bent);
  const read = openVectorCache(folder, identity);
  expect([0, 1, 2].map((i) => read.get(`text ${i}`))).toEqual([vector(0), undefined, vector(2)]);
  read.close();
});

it("lets two write at once, and goes on after a torn end", () => {
  const folder = newFolder();
  const [a, b] = [openVectorCache(folder, identity), openVectorCache(folder, identity)];
  a.put([["a", vector(1)]]);
  b.put([["b", vector(2)]]);
  a.put([["c", vector(3)]]);
  expect([a.get("a"), a.get("c"), b.get("b")]).toEqual([vector(1), vector(3), vector(2)]);
  a.close();
  b.close();
  appendFileSync(segmentOf(folder), "torn");
  const all = openVectorCache(folder, identity);
  all.put([["d", vector(4)]]);
  expect(["a", "b", "c", "d"].map((text) => all.get(text))).toEqual([1, 2, 3, 4].map(vector));
  all.close();
});

it("makes an encoder encode each text once", async () => {
  const calls: string[][] = [];
  const encoder: LoadedEncoder = {
    name: "lengths",
    dimension: 3,
    close: async () => undefined,
    async encode(texts) {
      calls.push([...texts]);
      return {
        data: Float32Array.from(texts.flatMap((text) => [...vector(text.length)])),
        rows: texts.length,
        cols: 3,
      };
    },
  };
  const cache = openVectorCache(newFolder(), identity);
  const cached = cachedEncoder(encoder, cache);
  const texts = ["aa", "b", "aa", ""];
  const first = await cached.encode(texts);
  expect(await cached.encode([...texts].reverse())).toMatchObject({ rows: 4, cols: 3 });
  expect(calls).toEqual([["aa", "b", ""]]);
  expect((await cached.encode(["b", "ccc"])).data).toEqual(Float32Array.from([...vector(1), ...vector(3)]));
  expect(calls[1]).toEqual(["ccc"]);
  expect(first.data).toEqual(Float32Array.from(texts.flatMap((text) => [...vector(text.length)])));
  cache.close();
});
