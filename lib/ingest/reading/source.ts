import type { SetAsideReason } from "../schema.ts";
import type { RecordIndex } from "./record-index.ts";

/** A part of a table as the engine reads it: UTF-8, one record a row, as many cells as the table has columns. */
export interface Source {
  /** Name for people, without folders. */
  readonly file: string;
  readonly path: string;
  readonly isNormalised: boolean;
  /** Its records; settles once all its bytes were seen. */
  readonly scan: Promise<Scan>;
}

export interface Scan {
  readonly index: RecordIndex;
  /** Why the file cannot be read as it is: stray line ends, bytes that are not UTF-8, … */
  readonly irregular: string | undefined;
  /** Physical line of a record, from 1. */
  line(record: number): number;
  /** Records that were never rows (wrong width, undecodable), in order; `path` holds a JSON `Reject` a line. */
  readonly rejects: { readonly path: string; readonly counts: ReadonlyMap<Reject["reason"], number> } | undefined;
}

export interface Reject {
  readonly line: number;
  readonly reason: Extract<SetAsideReason, "wrong-width" | "bad-encoding">;
  readonly cells: readonly string[];
}
