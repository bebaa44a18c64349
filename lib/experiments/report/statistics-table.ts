import type { Term } from "./terms.ts";

export interface StatisticsColumn {
  readonly id: string;
  readonly label: string;
  /** Explains the column's head. */
  readonly term: Term | null;
  readonly isNumber: boolean;
}

/** A table of the analyst's part, its cells written as they are read. */
export interface StatisticsTable {
  readonly id: string;
  readonly title: string;
  /** Sentences below the title. */
  readonly notes: readonly string[];
  readonly columns: readonly StatisticsColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Whether it stands on paper too: two pages hold only what a decision rests on. */
  readonly isPrinted: boolean;
}

export function textColumn(id: string, label: string): StatisticsColumn {
  return { id, label, term: null, isNumber: false };
}

export function numberColumn(id: string, label: string, term: Term | null = null): StatisticsColumn {
  return { id, label, term, isNumber: true };
}
