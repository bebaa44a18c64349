import type { SetAsideReason } from "../schema.ts";
import type { RecordIndex } from "./record-index.ts";

/** A table's records in files that the engine can take: UTF-8 CSV, as many cells a record as the table has columns. */
export interface TableRecords {
  readonly index: RecordIndex;
  readonly dialect: { readonly separator: string; readonly quote: string };
  /** Records that were never rows, in order; `path` holds a JSON `Reject` a line. */
  readonly rejects: { readonly path: string; readonly counts: ReadonlyMap<RejectReason, number> } | undefined;
}

export type RejectReason = Extract<SetAsideReason, "wrong-width" | "bad-encoding">;

export interface Reject {
  /** Number of its file among the table's. */
  readonly part: number;
  readonly line: number;
  readonly reason: RejectReason;
  readonly cells: readonly string[];
}
