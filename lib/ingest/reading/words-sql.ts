import { sqlText } from "../../platform/duckdb.ts";

const around = "[\\s\\x{00a0}\\x{3000}]*";
const last = "\u{10ffff}";

/**
 * Is the text one of the words? Neither case nor blanks around it count. A pattern and no IN list: the engine turns
 * those into joins that look at every row, even behind a condition that hardly ever holds. Patterns are slow, so texts
 * that start with a letter or digit that no word starts with are told first.
 */
export function isOneOfSql(text: string, words: readonly string[]): string {
  const trimmed = words.map((word) => word.trim());
  const pattern = trimmed.map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, (mark) => `\\${mark}`)).join("|");
  const others = rangesWithout(trimmed.map((word) => word.slice(0, 1)));
  const quick = others.map(
    ([from, to]) => `WHEN ${text} BETWEEN ${sqlText(from)} AND ${sqlText(to + last)} THEN false`,
  );
  return `CASE ${quick.join(" ")} ELSE regexp_full_match(${text}, ${sqlText(`(?i)${around}(?:${pattern})${around}`)}) END`;
}

/** Runs of digits and of Latin letters, in either case, that hold none of the letters. */
function rangesWithout(letters: readonly string[]): [from: string, to: string][] {
  const held = new Set(letters.flatMap((letter) => [letter.toLowerCase(), letter.toUpperCase()]));
  const ranges: [string, string][] = [];
  for (const alphabet of ["0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"]) {
    let open = false;
    for (const letter of alphabet) {
      const range = ranges.at(-1);
      if (held.has(letter)) open = false;
      else if (open && range) range[1] = letter;
      else {
        ranges.push([letter, letter]);
        open = true;
      }
    }
  }
  return ranges;
}
