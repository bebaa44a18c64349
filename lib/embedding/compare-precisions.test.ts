import { expect, it } from "vitest";
import { encodeModel } from "../nn/onnx/encode.ts";
import { comparePrecisions } from "./compare-precisions.ts";
import { tinyBert, tinyFolder } from "./onnx/fixtures/tiny-bert.ts";
import { quantiseExport } from "./onnx/quantise-export.ts";

const texts = ["the box was late", "good", "", "my orders"];

it("measures what int8 loses: little, and not nothing", async () => {
  const measured = await comparePrecisions({ folder: tinyFolder() }, texts, 1);
  expect(measured?.minCosine).toBeGreaterThan(0.99);
  expect(measured?.minCosine).toBeLessThanOrEqual(measured?.meanCosine ?? 0);
  expect(measured?.meanCosine).toBeLessThan(1 - 1e-9);
});

it("has nothing to say of a folder without an fp32 model, and hands other refusals on", async () => {
  const models = { "onnx/model_quantized.onnx": encodeModel(quantiseExport(tinyBert())) };
  expect(await comparePrecisions({ folder: tinyFolder({ models }) }, texts, 1)).toBeUndefined();
  await expect(comparePrecisions({ folder: tinyFolder({ models: {} }) }, texts, 1)).rejects.toThrow("neither");
});
