import { CladeError } from "../../core/errors.ts";
import type { ColumnRole, ResolvedColumn, TableKind } from "../schema.ts";
import { isMasked } from "./column-nature.ts";
import { sampleBytes } from "./limits.ts";
import type { ColumnProfile } from "./profile.ts";
import { nameFit, namesCode, namesThing, wordsOf } from "./role-names.ts";
import type { SampledTable } from "./sample-table.ts";

export interface CheckedTable {
  readonly file: string;
  readonly kind: TableKind;
  readonly columns: readonly ResolvedColumn[];
  readonly profiles: readonly ColumnProfile[];
  readonly table: SampledTable;
}

/** @throws FILE_EMPTY, FILE_UNREADABLE, NOT_A_TABLE, MASKED_USER, MISSING_ROLE: what keeps a table from being of use */
export function checkRoles({ file, kind, columns, profiles, table }: CheckedTable): void {
  if (table.places.length === 0 && table.oddWidths === 0) {
    if (table.complete) throw new CladeError("FILE_EMPTY", { file });
    throw new CladeError("CELL_TOO_LARGE", { file, line: table.layout.linesBeforeData + 1, limit: sampleBytes });
  }
  if (table.oddWidths + table.linesOfProse > table.places.length + 1) {
    throw new CladeError("NOT_A_TABLE", {
      file,
      problem: { en: "its lines share no number of cells", zh: "各行的单元格数量没有规律" },
    });
  }
  const unread = table.guesses.reduce((sum, { western, oddLines }) => sum + (western ? oddLines : 0), 0);
  if (unread > table.places.length * 0.05) {
    throw new CladeError("FILE_UNREADABLE", {
      file,
      problem: {
        en: "its letters are in Windows-1252 (Latin-1); save it as UTF-8 (in Excel: “CSV UTF-8”)",
        zh: "其字符编码为 Windows-1252（Latin-1），请另存为 UTF-8（Excel 中选择“CSV UTF-8”）",
      },
    });
  }
  const has = (role: ColumnRole) => columns.some((column) => column.role === role);
  const user = columns.findIndex((column) => column.role === "user");
  refuseMasked(profiles[user], table);
  const missing = (role: string) => {
    throw new CladeError("MISSING_ROLE", {
      file,
      role,
      columns: columns
        .map(({ name }) => name)
        .slice(0, 50)
        .join(", "),
    });
  };
  if (user < 0) {
    refuseMasked(
      profiles.find((profile) => isMasked(profile) && nameFit("user", wordsOf(profile.name)) > 0),
      table,
    );
  }
  if (kind === "items") {
    if (!has("item")) missing("item");
    return;
  }
  if (kind === "texts") {
    if (!has("text")) missing("text");
    return;
  }
  if (kind === "events") {
    for (const role of ["user", "time", "event"] as const) if (!has(role)) missing(role);
    return;
  }
  if (kind === "transactions") {
    if (user < 0) missing("user");
    if (!has("time")) missing("time");
    if (!(["amount", "order-total", "price", "quantity", "order"] as const).some(has)) missing("amount");
    return;
  }
  if (user < 0 && rowsAreThings(profiles)) missing("user");
  if (columns.length === 1 && !has("number") && user < 0) {
    throw new CladeError("NOT_A_TABLE", {
      file,
      problem: { en: "it has one column, and that holds no numbers", zh: "只有一列，且不是数值" },
    });
  }
}

function refuseMasked(profile: ColumnProfile | undefined, table: SampledTable): void {
  const example = profile?.maskedExample;
  if (!profile || !example || !isMasked(profile)) return;
  const place = table.places[example.row];
  throw new CladeError("MASKED_USER", {
    column: profile.name,
    file: place?.file ?? "",
    value: example.cell,
    line: place?.line ?? 0,
  });
}

/** A code of something other than people that no two rows share, or nothing but codes: rows are no users. */
function rowsAreThings(profiles: readonly ColumnProfile[]): boolean {
  const things = profiles.filter(({ name }) => namesCode(wordsOf(name)) && namesThing(wordsOf(name)));
  return things.some((thing) => thing.distinct === thing.filled) || things.length === profiles.length;
}
