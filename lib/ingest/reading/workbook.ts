import readWorkbook, { type CellValue } from "read-excel-file/node";
import { csvRow } from "./csv-text.ts";
import { unreadable } from "./packing.ts";

const rowsAtOnce = 1000;

/**
 * A workbook's sheet as CSV, a line for every row: the sheet with the most cells that say something, the first of several.
 * Formulas give the value that was saved with them; dates come as ISO text, numbers as they were saved.
 * @throws FILE_UNREADABLE
 */
export async function* readSheet(path: string, file: string): AsyncGenerator<Buffer> {
  const sheets = await readWorkbook(path, { trim: false }).catch((error: unknown) => {
    throw unreadable(
      file,
      { en: "it is no Excel workbook that can be read", zh: "它不是可读取的 Excel 工作簿" },
      error,
    );
  });
  let rows: readonly (readonly (CellValue | null)[])[] = [];
  let most = 0;
  for (const { data } of sheets) {
    const filled = data.reduce((sum, row) => sum + row.filter((cell) => cell !== null).length, 0);
    if (filled > most) [most, rows] = [filled, data];
  }
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const lines = rows.slice(start, start + rowsAtOnce).map((row) => csvRow(row.map(cellText)));
    yield Buffer.from(lines.join(""));
  }
}

function cellText(cell: CellValue | null): string {
  if (cell === null) return "";
  // A line of a table is a line of the file: what names a place can be found there.
  if (typeof cell === "string") return cell.replace(/\r\n?|\n/g, " ");
  if (cell instanceof Date) return dateText(cell);
  return String(cell);
}

function dateText(date: Date): string {
  const text = date.toISOString().slice(0, 19).replace("T", " ");
  return text.endsWith(" 00:00:00") ? text.slice(0, 10) : text;
}
