import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { openCellTree } from "./cell-tree.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { cellRows, openSpaceCells } from "./space-cells.ts";
import { blobs } from "./test-data.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

it.each([1, 64, 65, 1000])("has every cell once, in order, and halves that follow their node: %i rows", (rows) => {
  const cells = openSpaceCells(kernels, blobs(createRandom(rows), rows, 3, 2, 9));
  const { nodes } = openCellTree(kernels, cells);
  const after = (node: number) => nodes[2 * node] ?? -1;
  const leaves = Array.from({ length: nodes.length / 2 }, (_, node) => nodes[2 * node + 1] ?? -1);
  expect(leaves.filter((cell) => cell >= 0)).toEqual([...Array(Math.ceil(rows / cellRows)).keys()]);
  for (const [node, cell] of leaves.entries())
    if (cell >= 0) expect(after(node)).toBe(node + 1);
    else expect(after(after(node + 1))).toBe(after(node));
  expect(after(0)).toBe(leaves.length);
});

it("is empty without rows", () => {
  const cells = openSpaceCells(kernels, { data: new Float32Array(0), rows: 0, cols: 2 });
  expect(openCellTree(kernels, cells).nodes).toHaveLength(0);
});
