import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Graph } from "../graph.ts";
import { decodeModel } from "./decode.ts";
import { encodeModel } from "./encode.ts";
import { dataTypes, type OnnxTensor } from "./messages.ts";
import { bytesOf } from "./tensor.ts";

function model(numbers: readonly number[]): Uint8Array {
  const graph = new Graph();
  const x = graph.input("x", [2, numbers.length]);
  graph.output(
    "y",
    graph.node("Softmax", [graph.stored("weights", Float32Array.from(numbers), [numbers.length]), x], [2], {
      attributes: { axis: -1, kind: "plain", epsilon: { float: 0.5 }, perm: [1, 0] },
    }),
  );
  return graph.toBytes({ vocabulary: "单品,item" });
}

const none = { floats: [], ints: [], strings: [], tensors: [], graphs: [] };
/** Of a file whose one tensor has these bytes: graph (7) → initializer (5). */
function tensorFrom(...bytes: number[]): OnnxTensor | undefined {
  const graph = [0x2a, bytes.length, ...bytes];
  return decodeModel(Uint8Array.from([0x3a, graph.length, ...graph])).graph.initializers[0];
}

describe("a model's bytes", () => {
  test("hold what was put in, negative integers and Chinese included", () => {
    const { graph, metadata, opsets } = decodeModel(model([1.5, -2]));
    expect(metadata).toEqual([{ key: "vocabulary", value: "单品,item" }]);
    expect(opsets[1]).toEqual({ domain: "com.microsoft", version: 1 });
    expect(graph.nodes[0]?.attributes).toEqual([
      { ...none, name: "axis", type: 2, i: -1 },
      { ...none, name: "kind", type: 3, s: "plain" },
      { ...none, name: "epsilon", type: 1, f: 0.5 },
      { ...none, name: "perm", type: 7, ints: [1, 0] },
    ]);
    const raw = Uint8Array.from(graph.initializers[0]?.raw ?? []);
    expect([...new Float32Array(raw.buffer)]).toEqual([1.5, -2]);
  });

  test("read and written again are the same bytes", () => {
    const bytes = model([3]);
    expect(encodeModel(decodeModel(bytes))).toEqual(bytes);
  });

  test("take repeated numbers in the packed form as well", () => {
    expect(tensorFrom(0x0a, 3, 2, 0xac, 2)?.dims).toEqual([2, 300]);
    expect(tensorFrom(8, 2, 8, 0xac, 2)?.dims).toEqual([2, 300]);
    const [one, two] = [Float32Array.of(1.5), Float32Array.of(-2)].map((value) => [...new Uint8Array(value.buffer)]);
    const packed = tensorFrom(0x22, 8, ...(one ?? []), ...(two ?? []));
    const alone = tensorFrom(0x25, ...(one ?? []), 0x25, ...(two ?? []));
    for (const tensor of [packed, alone]) {
      const bytes = Uint8Array.from(tensor ? bytesOf(tensor) : []);
      expect([...new Float32Array(bytes.buffer)]).toEqual([1.5, -2]);
    }
  });

  test("hold numbers in lists of their own as well as raw", () => {
    const about = { name: "t", dims: [2] };
    const { int32, int64, int8 } = dataTypes;
    const wide = bytesOf({ ...about, dataType: int64, int64s: [-1, 7] });
    expect([...new BigInt64Array(Uint8Array.from(wide).buffer)]).toEqual([-1n, 7n]);
    const narrow = bytesOf({ ...about, dataType: int32, int32s: [-1, 7] });
    expect([...new Int32Array(Uint8Array.from(narrow).buffer)]).toEqual([-1, 7]);
    expect([...bytesOf({ ...about, dataType: int8, int32s: [-1, 7] })]).toEqual([255, 7]);
    expect(bytesOf({ ...about, dataType: int8 })).toHaveLength(0);
  });

  test("give what a file leaves out the value that protobuf gives it", () => {
    expect(tensorFrom()).toMatchObject({ name: "", dims: [], dataType: 0 });
    const input = decodeModel(Uint8Array.of(0x3a, 2, 0x5a, 0)).graph.inputs[0];
    expect(input).toEqual({ name: "", type: { tensor: { elementType: 0 } } });
  });

  test("keep integers to the edges of 64 bits, and negative ones", () => {
    const ends = [0, 1, 127, 128, 2 ** 48, 2 ** 53 - 1, -1, -(2 ** 53), -(2 ** 63)];
    const bytes = encodeModel({
      ...decodeModel(model([1])),
      graph: {
        ...{ name: "", inputs: [], outputs: [], initializers: [] },
        nodes: [{ op: "Slice", inputs: [], outputs: [], attributes: [{ name: "ends", type: 7, ints: ends }] }],
      },
    });
    expect(decodeModel(bytes).graph.nodes[0]?.attributes?.[0]?.ints).toEqual(ends);
    // 2⁶³ − 1 is what exporters write for "to the end"; it must not come back as −2⁶³.
    const toTheEnd = Uint8Array.of(8, ...new Array(8).fill(0xff), 0x7f);
    expect(tensorFrom(...toTheEnd)?.dims).toEqual([2 ** 63]);
    const again = encodeModel(decodeModel(Uint8Array.of(0x3a, 12, 0x2a, 10, ...toTheEnd)));
    expect(decodeModel(again).graph.initializers[0]?.dims).toEqual([2 ** 63]);
  });

  test("cut anywhere or made of noise are refused with one error, never another", () => {
    const bytes = model([1, 2, 3]);
    for (let end = 1; end < bytes.length; end++) {
      const cut = () => decodeModel(bytes.subarray(0, end));
      try {
        cut();
      } catch (error) {
        expect(error).toMatchObject({ code: "MODEL_UNREADABLE" });
      }
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        expect(() => decodeModel(noise)).toThrow("cannot be read");
      }),
      { seed: 1 },
    );
  });
});
