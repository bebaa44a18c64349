import type { Piece } from "./piece-cutter.ts";

/** A record's file, by its number among the table's, and its physical line in there. */
export interface Place {
  readonly part: number;
  readonly line: number;
}

interface Stretch {
  readonly first: number;
  readonly part: number;
  /** Of its first record, where each of its records is on the next line. */
  readonly line: number;
  readonly lines: Uint32Array | undefined;
}

/** Where each record of a table stands. Nothing is kept a record where lines are records. */
export class PlaceIndex {
  private readonly stretches: Stretch[] = [];
  private length = 0;

  get records(): number {
    return this.length;
  }

  add(piece: Piece): void {
    for (const [i, { part, first }] of piece.parts.entries()) {
      const end = piece.parts[i + 1]?.first ?? piece.records;
      const lines = piece.lines.subarray(first, end);
      const [line = 0] = lines;
      const isPlain = (lines.at(-1) ?? 0) - line === lines.length - 1;
      if (end > first)
        this.stretches.push({ first: piece.first + first, part, line, lines: isPlain ? undefined : lines });
    }
    this.length += piece.records;
  }

  find(record: number): Place {
    const stretch = this.stretches.findLast(({ first }) => first <= record);
    if (!stretch) return { part: 0, line: 0 };
    const { first, part, line, lines } = stretch;
    return { part, line: lines ? (lines[record - first] ?? 0) : line + record - first };
  }
}
