import type { LinkedRows } from "./link-users.ts";

export interface PlacedUnits {
  readonly links: LinkedRows;
  /** By unit: what it costs in each cluster. */
  readonly costs: readonly Float64Array[];
  /** By unit; changed in place. */
  readonly clusterOf: Int32Array;
  /** Rows that no unit holds: they fill what units leave. */
  readonly free: number;
}

/**
 * Moves units out of clusters that hold more than `high` rows of them, and into those that would stay below `low`, each time
 * those that cost least a row, ties to the first unit and cluster; units that are apart stay so. It ends where the bounds can be kept or
 * no single move helps. O(units·k·log) a round, few rounds.
 */
export function makeRoom(
  { links, costs, clusterOf, free }: PlacedUnits,
  k: number,
  { low, high }: { readonly low: number; readonly high: number },
): void {
  const placed = new Array<number>(k).fill(0);
  const sizeOf = (unit: number) => links.units[unit]?.length ?? 0;
  for (const [unit, cluster] of clusterOf.entries()) placed[cluster] = (placed[cluster] ?? 0) + sizeOf(unit);
  const foes = links.units.map((): number[] => []);
  for (const [a, b] of links.apart) {
    foes[a]?.push(b);
    foes[b]?.push(a);
  }
  const lack = () => placed.reduce((sum, rows) => sum + Math.max(0, low - rows), 0) - free;
  const helps = (unit: number, to: number) => {
    const [size, from] = [sizeOf(unit), clusterOf[unit] ?? 0];
    const [rows, there] = [placed[from] ?? 0, placed[to] ?? 0];
    if (to === from || there + size > high) return false;
    return rows > high || (there < low && rows - size >= low && lack() > 0);
  };
  for (let isMoving = true; isMoving && (lack() > 0 || placed.some((rows) => rows > high)); ) {
    isMoving = false;
    const moves = costs.flatMap((own, unit) =>
      Array.from(own, (cost, to) => ({ unit, to, price: (cost - (own[clusterOf[unit] ?? 0] ?? 0)) / sizeOf(unit) })),
    );
    for (const { unit, to } of moves.filter((one) => helps(one.unit, one.to)).sort((a, b) => a.price - b.price)) {
      if (!helps(unit, to) || (foes[unit] ?? []).some((other) => clusterOf[other] === to)) continue;
      const from = clusterOf[unit] ?? 0;
      placed[from] = (placed[from] ?? 0) - sizeOf(unit);
      placed[to] = (placed[to] ?? 0) + sizeOf(unit);
      clusterOf[unit] = to;
      isMoving = true;
    }
  }
}
