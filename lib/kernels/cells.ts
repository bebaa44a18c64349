/** Points whose labels agree in every one of some labelings are a cell; sums over cells add up to sums over clusters. */
export interface Cells {
  /** Cell of every row, −1 where no labeling has a label. */
  readonly of: Int32Array;
  readonly sizes: readonly number[];
  /** Per cell one entry a labeling: its label, −1 for none. */
  readonly labels: readonly (readonly number[])[];
}

/** Labelings (by index) that share one pass over the distances. */
export interface CellGroup {
  readonly labelings: readonly number[];
  readonly cells: Cells;
}

/**
 * Parts labelings into groups whose cells stay large: a cell is padded to eight points, so a group takes another
 * labeling only while the padding costs less than a pass of its own, and its clusters stay few enough for the sums.
 */
export function groupLabelings(labelings: readonly Int32Array[], mostClusters = 512): CellGroup[] {
  const groups: CellGroup[] = [];
  let open: CellGroup | undefined;
  let clusters = 0;
  for (const [index, labels] of labelings.entries()) {
    const k = 1 + labels.reduce((largest, label) => Math.max(largest, label), -1);
    const joint: CellGroup | undefined = open && {
      labelings: [...open.labelings, index],
      cells: refine(open.cells, labels, open.labelings.length),
    };
    if (joint !== undefined && clusters + k <= mostClusters && padded(joint.cells) <= 1.4 * labels.length + 512) {
      open = joint;
      clusters += k;
      groups[groups.length - 1] = joint;
    } else {
      open = { labelings: [index], cells: refine(undefined, labels, 0) };
      clusters = k;
      groups.push(open);
    }
  }
  return groups;
}

function padded(cells: Cells): number {
  return cells.sizes.reduce((sum, size) => sum + Math.ceil(size / 8) * 8, 0);
}

/** Splits cells by one more labeling; new cells are numbered in order of (old cell, label). */
function refine(cells: Cells | undefined, labels: Int32Array, labelings: number): Cells {
  const none: readonly number[] = Array.from({ length: labelings }, () => -1);
  const keys = new Map<number, number>();
  const width = 2 + labels.reduce((largest, label) => Math.max(largest, label), -1);
  const of = new Int32Array(labels.length);
  const sizes: number[] = [];
  const found: number[] = [];
  let lastKey = Number.NaN;
  let lastCell = -1;
  for (let row = 0; row < labels.length; row++) {
    const key = ((cells?.of[row] ?? -1) + 1) * width + labels[row]! + 1;
    if (key === 0) {
      of[row] = -1;
      continue;
    }
    if (key !== lastKey) {
      lastKey = key;
      lastCell = keys.get(key) ?? sizes.length;
      if (lastCell === sizes.length) {
        keys.set(key, lastCell);
        sizes.push(0);
        found.push(key);
      }
    }
    of[row] = lastCell;
    sizes[lastCell]!++;
  }
  const before = (key: number): readonly number[] => cells?.labels[Math.floor(key / width) - 1] ?? none;
  return { of, sizes, labels: found.map((key) => [...before(key), (key % width) - 1]) };
}
