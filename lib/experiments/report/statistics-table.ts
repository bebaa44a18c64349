import type { Term } from "./terms.ts";

export interface StatisticsColumn {
  readonly id: string;
  readonly label: string;
  /** Explains the column's head. */
  readonly term: Term | null;
  readonly isNumber: boolean;
}

/** A text, or a text with a quieter one below it. */
export type StatisticsCell = string | readonly [text: string, below: string];

/** A table of the analyst's part, its cells written as they are read. */
export interface StatisticsTable {
  readonly id: string;
  readonly title: string;
  /** Sentences below the title. */
  readonly notes: readonly string[];
  readonly columns: readonly StatisticsColumn[];
  readonly rows: readonly (readonly StatisticsCell[])[];
  /** What a decision rests on: open from the start, and on paper, which has two pages. */
  readonly isMain: boolean;
}

export function textColumn(id: string, label: string): StatisticsColumn {
  return { id, label, term: null, isNumber: false };
}

export function numberColumn(id: string, label: string, term: Term | null = null): StatisticsColumn {
  return { id, label, term, isNumber: true };
}
