import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { Precision } from "../onnx/model-folder.ts";
import type { Truncation } from "../onnx/tokenise.ts";
import { type OnnxEncoder, onnx } from "./onnx.ts";

// Real encoders against reference vectors; skipped, and shown as skipped, where ../shared is absent.

const shared = join(import.meta.dirname, "../../../../shared");
const names = ["all-MiniLM-L6-v2", "bge-small-zh-v1.5"] as const;

interface Entry {
  readonly id: string;
  readonly text: string;
  readonly max_tokens: number;
  readonly truncation?: Truncation;
  readonly vector: readonly number[];
}
interface Reference {
  readonly fp32: { readonly tolerance_max_abs: number; readonly entries: readonly Entry[] };
  readonly int8: { readonly tolerance_min_cosine: number; readonly entries: readonly Entry[] };
}

const opened: OnnxEncoder[] = [];
afterEach(() => Promise.all(opened.splice(0).map((encoder) => encoder.close())));

async function open(name: string, precision: Precision, maxTokens: number, truncation: Truncation = "keep_sep") {
  const encoder = await onnx.load(
    { folder: join(shared, "models", name), precision, maxTokens, truncation },
    { threads: 2 },
  );
  opened.push(encoder);
  return encoder;
}

/** Every entry's text with the vector that Clade gives it, encoded together. */
async function encodeEntries(
  name: string,
  precision: Precision,
  { fp32 }: Reference,
): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  const settings = Map.groupBy(fp32.entries, (entry) => `${entry.max_tokens} ${entry.truncation ?? "keep_sep"}`);
  for (const entries of settings.values()) {
    const { max_tokens: most = 0, truncation } = entries[0] ?? {};
    const encoder = await open(name, precision, most, truncation);
    const { data, cols } = await encoder.encode(entries.map(({ text }) => text));
    for (const [i, { id }] of entries.entries()) vectors.set(id, data.subarray(i * cols, (i + 1) * cols));
  }
  return vectors;
}

describe.skipIf(!existsSync(join(shared, "models")))("../shared/models", () => {
  it.each(names)("%s in int8 is within the tolerance of its reference", async (name) => {
    const reference = JSON.parse(readFileSync(join(shared, "models", name, "reference.json"), "utf8")) as Reference;
    const vectors = await encodeEntries(name, "int8", reference);
    expect(vectors.size).toBeGreaterThan(10);
    for (const { id, vector } of reference.int8.entries) {
      const cosine = vector.reduce((sum, value, i) => sum + value * (vectors.get(id)?.[i] ?? 0), 0);
      expect(cosine, id).toBeGreaterThanOrEqual(reference.int8.tolerance_min_cosine);
    }
  });

  it("all-MiniLM-L6-v2 in fp32 equals its reference", async () => {
    const [name] = names;
    const reference = JSON.parse(readFileSync(join(shared, "models", name, "reference.json"), "utf8")) as Reference;
    const vectors = await encodeEntries(name, "fp32", reference);
    for (const { id, vector } of reference.fp32.entries) {
      const worst = vector.reduce((most, value, i) => Math.max(most, Math.abs(value - (vectors.get(id)?.[i] ?? 9))), 0);
      expect(worst, id).toBeLessThan(1e-5);
    }
  });

  it("all-MiniLM-L6-v2 equals vectors from elsewhere, cut at 512 tokens without the closing one", async () => {
    const folder = join(shared, "data/embeddings");
    const lines = gunzipSync(readFileSync(join(folder, "records.jsonl.gz")))
      .toString("utf8")
      .trim()
      .split("\n");
    const bytes = new Uint8Array(readFileSync(join(folder, "embeddings_778x384.f32")));
    const expected = new Float32Array(bytes.buffer);
    expect(lines.length).toBe(778);
    // Every 19th: 41 texts of up to 512 tokens take seconds, all of them minutes.
    const rows = [...lines.keys()].filter((row) => row % 19 === 0);
    const texts = rows.map((row) => (JSON.parse(lines[row] ?? "{}") as { content: string }).content);
    const encoder = await open("all-MiniLM-L6-v2", "fp32", 512, "cut");
    const { data } = await encoder.encode(texts);
    for (const [i, row] of rows.entries()) {
      for (let j = 0; j < 384; j++) {
        expect(Math.abs((data[i * 384 + j] ?? 9) - (expected[row * 384 + j] ?? 0))).toBeLessThan(1e-4);
      }
    }
  });

  it("bge-small-zh-v1.5 has no fp32 file, and says so", async () => {
    await expect(open("bge-small-zh-v1.5", "fp32", 512)).rejects.toThrow("there is no fp32 model in it, only int8");
  });
});
