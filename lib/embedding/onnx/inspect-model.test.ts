import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CladeError } from "../../core/errors.ts";
import { tiny, tinyBert } from "./fixtures/tiny-bert.ts";
import { inspectModel } from "./inspect-model.ts";
import { dataTypes, type Model, readModel, writeModel } from "./model-file.ts";
import { bytesField, messageField, varintField, writeFields } from "./wire.ts";

const good = tinyBert();
const inspect = (bytes: Uint8Array) => inspectModel(bytes, "onnx/model.onnx", tiny.width);
const changed = (change: Partial<Model>) => () => inspect(writeModel({ ...good, ...change }));

it("takes a plain encoder and gives its graph back unchanged", () => {
  const bytes = writeModel(good);
  expect(inspect(bytes)).toEqual(readModel(bytes));
  expect(Buffer.from(writeModel(readModel(bytes))).equals(bytes)).toBe(true);
});

describe("refuses", () => {
  it.each([
    ["/etc/passwd", "absolute"],
    ["../../secret.bin", "above"],
    ["weights.bin", "beside"],
  ])("weights that lie in another file (%s)", (location) => {
    const key = messageField(13, [bytesField(1, "location"), bytesField(2, location)]);
    const outside = messageField(5, [
      varintField(1, 1),
      varintField(2, 1),
      bytesField(8, "w"),
      key,
      varintField(14, 1),
    ]);
    const bytes = Buffer.concat([writeModel(good), writeFields([messageField(7, [outside])])]);
    expect(() => inspect(bytes)).toThrow("onnx/model.onnx is refused: its tensor “w” lies in another file");
  });

  it("weights in another file that an attribute holds", () => {
    const tensor = messageField(5, [varintField(2, 1), bytesField(8, "c"), varintField(14, 1)]);
    const constant = { op: "Constant", domain: "", name: "", inputs: [], outputs: ["c"] };
    const attributes = [writeFields([bytesField(1, "value"), tensor])];
    expect(changed({ nodes: [{ ...constant, attributes }, ...good.nodes] })).toThrow("lies in another file");
  });

  it("graphs within the graph, and operators of unknown libraries", () => {
    const node = { domain: "", name: "", inputs: [], outputs: ["x"] };
    const attributes = [writeFields([bytesField(1, "then_branch"), messageField(6, [])])];
    expect(changed({ nodes: [{ ...node, op: "If", attributes }] })).toThrow("graphs within the graph");
    const foreign = { ...node, op: "Shell", domain: "evil.ops", attributes: [] };
    expect(changed({ nodes: [foreign] })).toThrow("its operator evil.ops.Shell is unknown here");
  });

  it("inputs and outputs that no encoder has", () => {
    const [ids, ...others] = good.inputs;
    expect(changed({ inputs: others })).toThrow("no input “input_ids”");
    const past = { name: "past_key_values.0.key", type: dataTypes.float, shape: undefined };
    expect(changed({ inputs: [...good.inputs, past] })).toThrow("its input “past_key_values.0.key”");
    expect(changed({ inputs: [{ name: "input_ids", type: dataTypes.float, shape: ids?.shape }] })).toThrow("64-bit");
    expect(changed({ outputs: [] })).toThrow("no output");
    const flat = { name: "logits", type: dataTypes.float, shape: ["batch"] };
    expect(changed({ outputs: [flat] })).toThrow("no output");
    const wide = { name: "last_hidden_state", type: dataTypes.float, shape: ["batch", "tokens", 9] };
    expect(changed({ outputs: [wide] })).toThrow("its vectors have 9 numbers, config.json says 8");
  });

  it("tensors whose bytes do not fill their shape", () => {
    const [first, ...rest] = good.tensors;
    if (first === undefined) throw new Error("the model has no tensors");
    const negative = { ...first, dims: [-1] };
    const short = { ...first, bytes: first.bytes.subarray(1) };
    for (const tensor of [negative, short]) expect(changed({ tensors: [tensor, ...rest] })).toThrow("do not fill");
  });

  it("bytes that are no model, cut or bent anywhere, with a sentence or not at all", () => {
    const bytes = writeModel(good);
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
