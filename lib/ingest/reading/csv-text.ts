/** A cell as CSV text, quoted where it must be. */
export function csvCell(cell: string, separator = ",", quote = '"'): string {
  if (!/["'\n\r]/.test(cell) && !cell.includes(separator) && !cell.startsWith(" ")) return cell;
  return quote === "" ? cell : `${quote}${cell.replaceAll(quote, quote + quote)}${quote}`;
}

export function csvRow(cells: readonly string[], separator = ",", quote = '"'): string {
  return `${cells.map((cell) => csvCell(cell, separator, quote)).join(separator)}\n`;
}

/** A cell that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers. */
export function neutralise(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^[-+]?[\d.,]+(?:[eE][-+]?\d+)?$/.test(cell) ? `'${cell}` : cell;
}
