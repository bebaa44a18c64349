import { blocksOfRows } from "../core/row-source.ts";
import { isBetween, nextSegment } from "./charts/next-segment.ts";
import { csvText, type IdPiece } from "./segments-csv.ts";

/** Of rows from…to−1: (to − from) × k in order of segments, 0…1, NaN where it is not known. */
export type MembershipRows = (from: number, to: number) => Float32Array;

const rowsOfPiece = 8192;

/** k × k: members of each segment who sit between it and each other one, everybody once. labels: 0…k−1; others count nowhere. */
export function countBetween(membership: MembershipRows, labels: Int32Array, k: number): number[][] {
  const counts = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  for (const [from, to] of blocksOfRows(labels.length, rowsOfPiece)) {
    const all = membership(from, to);
    for (let row = from; row < to; row++) {
      const own = labels[row] ?? -1;
      const count = counts[own];
      const shares = all.subarray((row - from) * k, (row - from + 1) * k);
      if (!count || !isBetween(shares, own)) continue;
      const next = nextSegment(shares, own)?.segment ?? own;
      count[next] = (count[next] ?? 0) + 1;
    }
  }
  return counts;
}

/**
 * membership.csv in a piece for each of the ids: user_id, segment, next_segment and next_share (the other segment they belong to most),
 * membership_0 … of each segment; one row a user in row order, four decimals, empty where it is not known.
 */
export async function* membershipCsv(
  ids: AsyncIterable<IdPiece>,
  membership: MembershipRows,
  labels: Int32Array,
  k: number,
): AsyncGenerator<string> {
  yield `${["user_id", "segment", "next_segment", "next_share", ...membershipColumns(k)].join(",")}\n`;
  let first = 0;
  for await (const { rows, idAt } of ids) {
    const all = membership(first, first + rows);
    let piece = "";
    for (let at = 0; at < rows; at++) {
      const own = labels[first + at] ?? -1;
      const shares = all.subarray(at * k, (at + 1) * k);
      const next = nextSegment(shares, own);
      const cells = Array.from(shares, (share) => (Number.isNaN(share) ? "" : String(round(share)))).join(",");
      piece += `${csvText(idAt(at))},${own},${next ? `${next.segment},${round(next.share)}` : ","},${cells}\n`;
    }
    first += rows;
    yield piece;
  }
}

export function membershipColumns(k: number): string[] {
  return Array.from({ length: k }, (_, segment) => `membership_${segment}`);
}

function round(share: number): number {
  return Math.round(share * 1e4) / 1e4;
}
