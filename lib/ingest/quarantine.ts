/** The places and reasons of a row of `set-aside.csv`: its first five cells. */
export type QuarantinedCells = readonly [file: string, line: string, column: string, value: string, reason: string];

const ownCells = 5;
/** What keeps a spreadsheet from running a cell (reading/csv-text.ts); a page shows the cell itself. */
const neutralised = /^'(?=[=+\-@\t\r])/;

/**
 * The first five cells of each record of a CSV as Clade writes it (comma, double quotes, \n), without its header. Records
 * may differ in width: a row with too many cells is quarantined with all of them. chunks: text, cut anywhere.
 */
export async function* quarantinedCells(chunks: AsyncIterable<string>): AsyncGenerator<QuarantinedCells> {
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let hasJustClosed = false;
  let isHeader = true;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at++) {
      const sign = chunk[at];
      if (sign === '"') {
        // Closed and opened again at once: a quote of the cell itself.
        if (hasJustClosed) cell += '"';
        hasJustClosed = isQuoted;
        isQuoted = !isQuoted;
        continue;
      }
      hasJustClosed = false;
      if (isQuoted || (sign !== "," && sign !== "\n")) {
        if (cells.length < ownCells) cell += sign;
      } else {
        if (cells.length < ownCells) cells.push(cell);
        cell = "";
        if (sign === ",") continue;
        if (!isHeader) yield asCells(cells);
        isHeader = false;
        cells = [];
      }
    }
  }
}

function asCells([file = "", line = "", column = "", value = "", reason = ""]: readonly string[]): QuarantinedCells {
  return [file, line, column, value.replace(neutralised, ""), reason];
}
