const LF = 10;
const CR = 13;
const BLANK = 32;

/**
 * How many cells a record has, or −1 where a quote or line end in it is such that readers may differ.
 * bytes[start … end): one record without its line end; `quote`: −1 for no quoting.
 */
export function countCells(bytes: Uint8Array, start: number, end: number, separator: number, quote: number): number {
  let cells = 1;
  let at = start;
  while (at < end) {
    if (bytes[at] === quote) {
      at = closingQuote(bytes, at + 1, end, quote) + 1;
      if (at === 0 || (at < end && bytes[at] !== separator)) return -1;
    } else {
      while (at < end && bytes[at] !== separator) {
        const byte = bytes[at];
        if (byte === LF || byte === CR || (byte === quote && bytes[at - 1] === BLANK)) return -1;
        at++;
      }
    }
    if (at === end) break;
    cells++;
    at++;
  }
  return cells;
}

/** The quote that ends a quoted cell, doubled ones aside; −1 where none does. */
function closingQuote(bytes: Uint8Array, from: number, end: number, quote: number): number {
  for (let at = from; at < end; at++) {
    if (bytes[at] !== quote) continue;
    if (at + 1 >= end || bytes[at + 1] !== quote) return at;
    at++;
  }
  return -1;
}
