import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tinyFolder } from "../lib/embedding/onnx/fixtures/tiny-bert.ts";

const folder = mkdtempSync(join(tmpdir(), "clade-embed-"));
const texts = join(folder, "texts.csv");
writeFileSync(texts, 'id,text\n1,"the box\nwas late"\n2,good\n3,the box was late\n');

function embed(...args: string[]) {
  const script = join(import.meta.dirname, "embed.ts");
  const options = { cwd: folder, encoding: "utf8", env: { ...process.env, INIT_CWD: folder } } as const;
  return spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", script, ...args], options);
}

it("writes vectors and one JSON line, in both precisions, and a quantised copy that is read again", () => {
  const model = tinyFolder();
  const exact = embed(
    "--model",
    model,
    "--texts",
    "texts.csv",
    "--column",
    "text",
    "--out",
    "a.f32",
    "--precision",
    "fp32",
  );
  expect(exact.stderr).toBe("");
  const line = JSON.parse(exact.stdout);
  expect(line).toMatchObject({ texts: 3, dimension: 8, precision: "fp32", maxTokens: 16, truncation: "keep_sep" });
  expect(line.textsPerSecond).toBeGreaterThan(0);
  expect(line.peakRssMb).toBeGreaterThan(10);
  expect(line.int8ToFp32).toBeUndefined();
  const bytes = readFileSync(join(folder, "a.f32"));
  expect(bytes.length).toBe(3 * 8 * 4);
  // A line break is a blank to the tokenizer.
  expect(bytes.subarray(0, 32).equals(bytes.subarray(64))).toBe(true);

  const copied = embed("--model", model, "--quantise", "copy");
  expect(JSON.parse(copied.stdout).model).toBe("tiny");
  const [own, stored] = ["b.f32", "c.f32"].map((out, i) => {
    const from = i === 0 ? model : "copy";
    const run = embed("--model", from, "--texts", "texts.csv", "--column", "text", "--out", out, "--compare");
    expect(JSON.parse(run.stdout).int8ToFp32).toEqual(
      i === 0 ? { meanCosine: expect.any(Number), minCosine: expect.any(Number) } : null,
    );
    expect(JSON.parse(run.stdout)).toMatchObject({ texts: 3, precision: "int8" });
    return readFileSync(join(folder, out));
  });
  const floats = (from: Buffer | undefined) => new Float32Array(new Uint8Array(from ?? []).buffer);
  for (const [i, value] of floats(own).entries()) expect(value).toBeCloseTo(floats(stored)[i] ?? Number.NaN, 5);
  expect(own?.equals(bytes)).toBe(false);
});

it("ends with a sentence and a code, and leaves no half file", () => {
  const usage = embed("--model", "nowhere");
  expect([usage.status, usage.stderr]).toEqual([2, expect.stringContaining("--texts FILE is missing")]);
  const missing = embed("--model", "nowhere", "--texts", "texts.csv", "--out", "x.f32");
  expect([missing.status, missing.stderr.trim()]).toEqual([1, expect.stringMatching(/^The model nowhere is not on/)]);
  const column = embed("--model", tinyFolder(), "--texts", "texts.csv", "--column", "no", "--out", "x.f32");
  expect([column.status, column.stderr]).toEqual([1, expect.stringContaining("has no column “no”")]);
  expect(existsSync(join(folder, "x.f32"))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith("x.f32"))).toEqual([]);
});
