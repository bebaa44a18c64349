import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CladeError } from "../../core/errors.ts";
import { portOf } from "../../nn/onnx/build.ts";
import { decodeModel } from "../../nn/onnx/decode.ts";
import { encodeModel } from "../../nn/onnx/encode.ts";
import { dataTypes, type OnnxGraph, type OnnxNode } from "../../nn/onnx/messages.ts";
import { tensorOf } from "../../nn/onnx/tensor.ts";
import { tiny, tinyBert } from "./fixtures/tiny-bert.ts";
import { inspectModel } from "./inspect-model.ts";

const good = tinyBert();
const inspect = (bytes: Uint8Array) => inspectModel(bytes, "onnx/model.onnx", tiny.width);
const changed = (change: Partial<OnnxGraph>) => () =>
  inspect(encodeModel({ ...good, graph: { ...good.graph, ...change } }));
const withNode = (node: Partial<OnnxNode>) =>
  changed({ nodes: [{ op: "If", inputs: [], outputs: ["x"], ...node }, ...good.graph.nodes] });
/** A field of bytes below 128 in number, as protobuf writes it. */
const field = (number: number, content: Uint8Array | string) =>
  Buffer.concat([Uint8Array.of(number * 8 + 2, Buffer.from(content).length), Buffer.from(content)]);
const outside = { name: "w", dims: [1], dataType: dataTypes.float, location: 1 };

it("takes a plain encoder and gives its graph back unchanged", () => {
  const bytes = encodeModel(good);
  expect(inspect(bytes)).toEqual(decodeModel(bytes));
  expect(Buffer.from(encodeModel(inspect(bytes))).equals(bytes)).toBe(true);
});

describe("refuses", () => {
  it.each([
    ["/etc/passwd", "absolute"],
    ["../../secret.bin", "above"],
    ["weights.bin", "beside"],
  ])("weights that lie in another file (%s)", (location) => {
    const external = [Buffer.concat([field(1, "location"), field(2, location)])];
    const { initializers } = good.graph;
    const tensor = { ...outside, external };
    const sentence = "onnx/model.onnx is refused: its tensor “w” lies in another file";
    expect(changed({ initializers: [...initializers, tensor] })).toThrow(sentence);
    expect(changed({ initializers: [...initializers, { ...tensor, location: 0 }] })).toThrow(sentence);
  });

  it("weights in another file that an attribute holds", () => {
    const one = { name: "value", type: 4, t: outside };
    expect(withNode({ op: "Constant", attributes: [one] })).toThrow("lies in another file");
    const several = { name: "values", type: 9, tensors: [tensorOf("c", [1], Float32Array.of(1)), outside] };
    expect(withNode({ op: "Constant", attributes: [several] })).toThrow("lies in another file");
  });

  it("a second graph, which the runtime would join to the first", () => {
    const second = field(7, field(5, Buffer.concat([field(8, "w"), Uint8Array.of(14 * 8, 1)])));
    expect(() => inspect(Buffer.concat([second, encodeModel(good)]))).toThrow("it holds its graph twice");
  });

  it("graphs within the graph, and operators of unknown libraries", () => {
    const graph = new Uint8Array(0);
    expect(withNode({ attributes: [{ name: "then_branch", type: 5, graph }] })).toThrow("graphs within the graph");
    expect(withNode({ attributes: [{ name: "bodies", type: 10, graphs: [graph] }] })).toThrow("within the graph");
    expect(withNode({ op: "Shell", domain: "evil.ops" })).toThrow("its operator evil.ops.Shell is unknown here");
    for (const part of ["functions", "training"]) {
      expect(() => inspect(encodeModel({ ...good, [part]: [graph] }))).toThrow("more than one plain graph");
    }
    expect(changed({ sparse: [graph] })).toThrow("more than one plain graph");
  });

  it("inputs and outputs that no encoder has", () => {
    const [ids, ...others] = good.graph.inputs;
    const { float } = dataTypes;
    expect(ids?.name).toBe("input_ids");
    expect(changed({ inputs: others })).toThrow("no input “input_ids”");
    const past = portOf("past_key_values.0.key", float, ["batch"]);
    expect(changed({ inputs: [...good.graph.inputs, past] })).toThrow("its input “past_key_values.0.key”");
    expect(changed({ inputs: [portOf("input_ids", float, ["batch", "tokens"])] })).toThrow("64-bit");
    expect(changed({ outputs: [] })).toThrow("no output");
    expect(changed({ outputs: [portOf("logits", float, ["batch"])] })).toThrow("no output");
    const wide = portOf("last_hidden_state", float, ["batch", "tokens", 9]);
    expect(changed({ outputs: [wide] })).toThrow("its vectors have 9 numbers, config.json says 8");
    const unsaid = { name: "last_hidden_state", type: { tensor: { elementType: float } } };
    expect(changed({ outputs: [unsaid] })).not.toThrow();
  });

  it("tensors whose bytes do not fill their shape", () => {
    const [first, ...rest] = good.graph.initializers;
    if (first === undefined) throw new Error("the model has no tensors");
    const negative = { ...first, dims: [-1] };
    const short = { ...first, raw: first.raw?.subarray(1) ?? new Uint8Array(0) };
    for (const tensor of [negative, short]) expect(changed({ initializers: [tensor, ...rest] })).toThrow("do not fill");
  });

  it("bytes that are no model, cut or bent anywhere, with a sentence or not at all", () => {
    const bytes = encodeModel(good);
    expect(() => inspect(new Uint8Array(0))).toThrow("no graph");
    expect(() => inspect(Buffer.from("<html>not found</html>"))).toThrow("onnx/model.onnx is refused");
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), fc.boolean(), (at, bit, isCut) => {
        const bent = isCut ? bytes.slice(0, at) : Uint8Array.from(bytes);
        if (!isCut) bent[at] = (bent[at] ?? 0) ^ (1 << bit);
        try {
          inspect(bent);
        } catch (error) {
          expect(error).toBeInstanceOf(CladeError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
