import { afterEach, describe, expect, it } from "vitest";
import { encodeModel } from "../../nn/onnx/encode.ts";
import type { OnnxGraph } from "../../nn/onnx/messages.ts";
import { onnx } from "../encoders/onnx.ts";
import { type FolderParts, tiny, tinyBert, tinyFolder } from "./fixtures/tiny-bert.ts";
import { pool } from "./inference.ts";
import { readModelFolder } from "./model-folder.ts";
import { prepareModel } from "./prepare-model.ts";

const probes = [
  [2, 3],
  [2, 6, 7, 8, 4, 13, 3],
];
const opened: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(opened.splice(0).map((encoder) => encoder.close())));

async function load(folder: string, params: Partial<Parameters<typeof onnx.load>[0]> = {}) {
  const encoder = await onnx.load({ folder, precision: "fp32", ...params }, { threads: 2 });
  opened.push(encoder);
  return encoder;
}

/** A folder whose model has another graph. */
function changedFolder(change: (graph: OnnxGraph) => Partial<OnnxGraph>, parts: FolderParts = {}): string {
  const model = tinyBert();
  const bytes = encodeModel({ ...model, graph: { ...model.graph, ...change(model.graph) } });
  return tinyFolder({ ...parts, models: { "onnx/model.onnx": bytes } });
}

const row = ({ data, cols }: { data: Float32Array; cols: number }, i: number) => data.slice(i * cols, (i + 1) * cols);
const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
const texts = [
  "the box was late.",
  "",
  "my orders",
  "late",
  "good",
  "the box is good. the box is good. the box is good.",
];

describe("Clade's own graph of a BERT export", () => {
  it("gives what the export gives", async () => {
    for (const pooling of ["mean", "cls"]) {
      const key = pooling === "mean" ? "pooling_mode_mean_tokens" : "pooling_mode_cls_token";
      const own = await load(tinyFolder({ pooling: { [key]: true } }));
      expect(own.closeness?.minCosine).toBeGreaterThan(0.999999);
      // Another family name: the file runs as it is.
      const exported = await load(tinyFolder({ pooling: { [key]: true }, config: { model_type: "other" } }));
      expect(exported.closeness).toBeUndefined();
      const [a, b] = [await own.encode(texts), await exported.encode(texts)];
      for (const [i, value] of a.data.entries()) expect(value).toBeCloseTo(b.data[i] ?? Number.NaN, 5);
    }
  });

  it("is left aside where it does not agree: the file says GELU, the graph computes something else", async () => {
    const folder = changedFolder(({ nodes }) => ({
      nodes: nodes.map((node) => (node.op === "Erf" ? { ...node, op: "Tanh" } : node)),
    }));
    expect((await prepareModel(readModelFolder(folder), "fp32", probes)).runnable.kind).toBe("states");
  });
});

describe.each(["fp32", "int8"] as const)("%s", (precision) => {
  it.each([
    ["bert", true],
    ["other", false],
  ])("gives a text of family %s one vector, whatever its neighbours and their order", async (family) => {
    const encoder = await load(tinyFolder({ config: { model_type: family } }), { precision });
    const together = await encoder.encode(texts);
    const reversed = await encoder.encode([...texts].reverse());
    for (const [i, text] of texts.entries()) {
      const alone = row(await encoder.encode([text]), 0);
      expect(row(reversed, texts.length - 1 - i)).toEqual(row(together, i));
      for (const [j, value] of alone.entries()) expect(value).toBeCloseTo(row(together, i)[j] ?? Number.NaN, 6);
      expect(cosine(alone, alone)).toBeCloseTo(1, 5);
    }
  });
});

it("quantises an export itself, near to it, and reads its own quantised file again", async () => {
  const folder = tinyFolder();
  const [exact, quantised] = [await load(folder), await load(folder, { precision: "int8" })];
  const [a, b] = [await exact.encode(texts), await quantised.encode(texts)];
  for (const i of texts.keys()) expect(cosine(row(a, i), row(b, i))).toBeGreaterThan(0.99);
  expect(a.data).not.toEqual(b.data);
});

it("puts the prefix before every text and cuts as told", async () => {
  const folder = tinyFolder({ prompts: { prompts: { query: "good " }, default_prompt_name: "query" } });
  const [stated, none] = [await load(folder), await load(folder, { prefix: "" })];
  expect((await stated.encode(["box"])).data).toEqual((await none.encode(["good box"])).data);
  const [kept, cut] = [
    await load(folder, { prefix: "", maxTokens: 4 }),
    await load(folder, { prefix: "", maxTokens: 4, truncation: "cut" }),
  ];
  const long = "my order is late";
  expect((await kept.encode([long])).data).toEqual((await none.encode(["my order"])).data);
  expect((await cut.encode([long])).data).not.toEqual((await kept.encode([long])).data);
});

it("takes a decoder's last token, and an encoder without token types", async () => {
  const zeros = { op: "Sub", inputs: ["input_ids", "input_ids"], outputs: ["none"] };
  const untyped = ({ inputs, nodes }: OnnxGraph) => ({
    inputs: inputs.filter(({ name }) => name !== "token_type_ids"),
    nodes: [
      zeros,
      ...nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map((input) => (input === "token_type_ids" ? "none" : input)),
      })),
    ],
  });
  const t5 = await load(changedFolder(untyped, { config: { model_type: "t5" } }));
  const plain = await load(tinyFolder({ config: { model_type: "other" } }));
  expect((await t5.encode(texts)).data).toEqual((await plain.encode(texts)).data);
  const last = await load(tinyFolder({ pooling: { pooling_mode_lasttoken: true } }));
  expect((await last.encode(["late"])).data).not.toEqual((await plain.encode(["late"])).data);
  expect(pool(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), 2, 2, 2, "last")).toEqual(Float32Array.of(3, 4, 7, 8));
});

it("says how far it is, and stops when told", async () => {
  const encoder = await load(tinyFolder());
  const fractions: number[] = [];
  await encoder.encode(texts, { progress: (fraction) => fractions.push(fraction) });
  expect(fractions.at(-1)).toBe(1);
  const controller = new AbortController();
  controller.abort();
  await expect(encoder.encode(texts, { signal: controller.signal })).rejects.toMatchObject({ code: "CANCELLED" });
  expect((await encoder.encode([])).rows).toBe(0);
});

describe("a damaged model", () => {
  it("is told by its numbers", async () => {
    const broken = tinyBert(1, (tensors) =>
      tensors.map((tensor) =>
        tensor.name.endsWith("query.bias")
          ? { ...tensor, raw: new Uint8Array(tensor.raw?.length ?? 0).fill(255) }
          : tensor,
      ),
    );
    const folder = tinyFolder({ models: { "onnx/model.onnx": encodeModel(broken) } });
    await expect(load(folder)).rejects.toThrow(/onnx\/model\.onnx is refused: it gives no finite numbers/);
  });

  it("is refused for a graph that does not fit together, without its file's path", async () => {
    const folder = changedFolder(({ nodes }) => ({
      nodes: nodes.map((node) => (node.op === "Softmax" ? { ...node, inputs: ["nowhere"] } : node)),
    }));
    await expect(load(folder)).rejects.toThrow(/onnx\/model\.onnx is refused: the runtime does not take it/);
    await expect(load(folder)).rejects.not.toThrow(folder);
  });

  it("is refused where the precision is missing, or the width is another", async () => {
    const int8 = tinyFolder({ models: { "onnx/model_quantized.onnx": encodeModel(tinyBert()) } });
    await expect(load(int8)).rejects.toThrow("no fp32 model");
    const wide = tinyFolder({ config: { hidden_size: 2 * tiny.width } });
    await expect(load(wide)).rejects.toThrow("its vectors have 8 numbers, config.json says 16");
  });
});
