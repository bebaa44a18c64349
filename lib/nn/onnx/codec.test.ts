import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Graph } from "../graph.ts";
import { decodeModel } from "./decode.ts";
import { encodeModel } from "./encode.ts";

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

describe("a model's bytes", () => {
  test("hold what was put in, negative integers and Chinese included", () => {
    const { graph, metadata, opsets } = decodeModel(model([1.5, -2]));
    expect(metadata).toEqual([{ key: "vocabulary", value: "单品,item" }]);
    expect(opsets[1]).toEqual({ domain: "com.microsoft", version: 1 });
    expect(graph.nodes[0]?.attributes).toEqual([
      { name: "axis", type: 2, i: -1, floats: [], ints: [] },
      { name: "kind", type: 3, s: "plain", floats: [], ints: [] },
      { name: "epsilon", type: 1, f: 0.5, floats: [], ints: [] },
      { name: "perm", type: 7, floats: [], ints: [1, 0] },
    ]);
    const raw = Uint8Array.from(graph.initializers[0]?.raw ?? []);
    expect([...new Float32Array(raw.buffer)]).toEqual([1.5, -2]);
  });

  test("read and written again are the same bytes", () => {
    const bytes = model([3]);
    expect(encodeModel(decodeModel(bytes))).toEqual(bytes);
  });

  test("take repeated numbers in the packed form as well", () => {
    // Graph (7) → initializer (5) → dims (1), packed: 2, 300.
    const tensor = [0x0a, 3, 2, 0xac, 2];
    const graph = [0x2a, tensor.length, ...tensor];
    expect(decodeModel(Uint8Array.from([0x3a, graph.length, ...graph])).graph.initializers[0]?.dims).toEqual([2, 300]);
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
