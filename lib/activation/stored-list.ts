import type { Locale, Localised } from "../core/localised.ts";
import { streamArtefacts } from "../platform/parquet.ts";
import { csvText } from "../segments/segments-csv.ts";
import type { ListColumn } from "./stored-audience.ts";

/** A list as CSV (RFC 4180, CRLF for spreadsheets), piece by piece: no size is too large for it. */
export async function* writeList(
  sql: string,
  columns: readonly ListColumn[],
  { bom }: { readonly bom: boolean },
): AsyncGenerator<string> {
  const head = ["user_id", ...columns.map(({ head: name }) => csvText(name))].join(",");
  yield `${bom ? "\ufeff" : ""}${head}\r\n`;
  for await (const rows of streamArtefacts(sql)) {
    let piece = "";
    for (const [id, ...values] of rows) {
      const cells = columns.map(({ write = plain }, i) => csvText(write(values[i])));
      piece += `${[csvText(String(id ?? "")), ...cells].join(",")}\r\n`;
    }
    yield piece;
  }
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  return Number.isFinite(value) ? String(Math.round(value * 1e6) / 1e6) : "";
}

/** What a segment is called on a list. */
export function listName(own: string | null, name: Localised, locale: Locale): string {
  return own ?? name[locale];
}
