import type { ExportWish } from "./export-wish.ts";

const key = "export-columns";

/** What a list was made of when this browser last made one; another run may lack some of it. */
export type LastColumns = Pick<ExportWish, "columns" | "personal" | "bom">;

export function readLastColumns(): LastColumns | undefined {
  try {
    return parseLastColumns(localStorage.getItem(key));
  } catch {
    // A browser that keeps nothing starts from the default columns each time.
    return undefined;
  }
}

export function keepLastColumns({ columns, personal, bom }: LastColumns): void {
  try {
    localStorage.setItem(key, JSON.stringify({ columns, personal, bom }));
  } catch {
    // As above.
  }
}

/** Whatever else a browser may hold under the key is no columns. @throws where it is no JSON */
export function parseLastColumns(text: string | null): LastColumns | undefined {
  const { columns, personal, bom } = (JSON.parse(text ?? "null") ?? {}) as Partial<Record<keyof LastColumns, unknown>>;
  const isList = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every((one) => typeof one === "string");
  return isList(columns) && isList(personal) && typeof bom === "boolean" ? { columns, personal, bom } : undefined;
}
