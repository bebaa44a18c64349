import type { Cells } from "./cells.ts";
import type { Kernels } from "./pool.ts";

/** Rows packed eight a panel, as the silhouette kernels read them (assembly/silhouette.ts). */
export interface PanelSet {
  /** Of the kernel's description. */
  readonly address: number;
  readonly count: number;
  /** Row of each place, −1 = padding. */
  readonly order: Int32Array;
}

export interface PanelOrder {
  readonly order: Int32Array;
  /** Cell of each panel. */
  readonly cells: Int32Array;
}

/** Rows sorted by cell, each cell padded to whole panels. rows: the row that each entry of the cells stands for. */
export function panelOrder(kernels: Kernels, cells: Cells, rows?: Int32Array): PanelOrder {
  const panels = cells.sizes.map((size) => Math.ceil(size / 8));
  const count = panels.reduce((sum, n) => sum + n, 0);
  const order = kernels.int32(count * 8).fill(-1);
  const cellOfPanel = kernels.int32(count);
  let next = 0;
  const places = panels.map((n, cell) => {
    cellOfPanel.fill(cell, next, next + n);
    next += n;
    return (next - n) * 8;
  });
  for (let i = 0; i < cells.of.length; i++) {
    const cell = cells.of[i]!;
    if (cell >= 0) order[places[cell]!++] = rows?.[i] ?? i;
  }
  return { order, cells: cellOfPanel };
}

/** Rows from…to as they come. */
export function plainOrder(kernels: Kernels, from: number, to: number): PanelOrder {
  const count = Math.ceil((to - from) / 8);
  const order = kernels.int32(count * 8).fill(-1);
  for (let row = from; row < to; row++) order[row - from] = row;
  return { order, cells: kernels.int32(count).fill(0) };
}

/** Packs x − shift in the given order. */
export function packRows(
  kernels: Kernels,
  data: Float32Array,
  d: number,
  shift: Float32Array,
  by: PanelOrder,
): PanelSet {
  const { order, cells } = by;
  const count = cells.length;
  const values = kernels.float32(count * 8 * d);
  const norms = kernels.float32(count * 8);
  const mask = kernels.int32(count * 8);
  const largest = kernels.float32(count);
  const partial = kernels.int32(count);
  const description = kernels.int32(6);
  description.set([values, norms, mask, cells, largest, partial].map((view) => view.byteOffset));
  const rows = 64;
  const { byteOffset: address } = description;
  kernels.run(
    "packPanels",
    Math.ceil(count / rows),
    [data.byteOffset, d, shift.byteOffset, order.byteOffset, count, rows, address],
    count * 8 * d,
  );
  return { address, count, order };
}
