export interface FlowBlock {
  readonly id: number;
  readonly top: number;
  readonly size: number;
}

export interface FlowRibbon {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Outline between x = 8 and x = 592. */
  readonly path: string;
}

/** Without the last row or column, of those in no segment, where nobody is in it. */
export function withoutNobody(counts: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const rows = counts.at(-1)?.some((count) => count > 0) ? counts : counts.slice(0, -1);
  return counts.some((row) => (row.at(-1) ?? 0) > 0) ? rows : rows.map((row) => row.slice(0, -1));
}

/** A flow of people from segments on the left to segments on the right: blocks and ribbons, all on one scale. */
export function layFlow(counts: readonly (readonly number[])[], height: number) {
  const width = Math.max(0, ...counts.map((row) => row.length));
  const left = counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const right = Array.from({ length: width }, (_, to) => counts.reduce((sum, row) => sum + (row[to] ?? 0), 0));
  const gap = Math.min(10, height / (2 * Math.max(left.length, right.length, 1)));
  const all = left.reduce((sum, n) => sum + n, 0);
  const room = height - gap * (Math.max(left.length, right.length) - 1);
  const perPerson = all === 0 ? 0 : room / all;
  const leftBlocks = stack(left, gap, perPerson);
  const rightBlocks = stack(right, gap, perPerson);
  const usedLeft = left.map(() => 0);
  const usedRight = right.map(() => 0);
  const ribbons: FlowRibbon[] = [];
  counts.forEach((row, from) => {
    row.forEach((count, to) => {
      if (count === 0) return;
      const thick = count * perPerson;
      const a = (leftBlocks[from]?.top ?? 0) + (usedLeft[from] ?? 0);
      const b = (rightBlocks[to]?.top ?? 0) + (usedRight[to] ?? 0);
      usedLeft[from] = (usedLeft[from] ?? 0) + thick;
      usedRight[to] = (usedRight[to] ?? 0) + thick;
      ribbons.push({ from, to, count, path: ribbon(a, b, thick) });
    });
  });
  return { leftBlocks, rightBlocks, ribbons };
}

/** Middles of names nearer than that would touch, pixels. */
const nameHeight = 14;

/** Of the blocks of a side those that are named: the largest first, each where no name is near. */
export function namedBlocks(blocks: readonly FlowBlock[]): readonly FlowBlock[] {
  const named: FlowBlock[] = [];
  const middle = ({ top, size }: FlowBlock) => top + size / 2;
  for (const block of blocks.toSorted((a, b) => b.size - a.size || a.id - b.id))
    if (named.every((other) => Math.abs(middle(other) - middle(block)) >= nameHeight)) named.push(block);
  return named.toSorted((a, b) => a.id - b.id);
}

/** Pixels of a picture in which most segments of the longer side have room for a name. */
export function flowHeight(counts: readonly (readonly number[])[]): number {
  return Math.max(440, (nameHeight + 2) * Math.max(counts.length, counts[0]?.length ?? 0));
}

function stack(sizes: readonly number[], gap: number, perPerson: number): FlowBlock[] {
  let top = 0;
  return sizes.map((people, id) => {
    const block = { id, top, size: people * perPerson };
    top += block.size + gap;
    return block;
  });
}

function ribbon(a: number, b: number, thick: number): string {
  const n = (value: number) => value.toFixed(1);
  return `M8 ${n(a)}C300 ${n(a)} 300 ${n(b)} 592 ${n(b)}V${n(b + thick)}C300 ${n(b + thick)} 300 ${n(a + thick)} 8 ${n(a + thick)}Z`;
}
