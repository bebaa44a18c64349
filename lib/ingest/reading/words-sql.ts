import { sqlText } from "../../platform/duckdb.ts";

const around = "[\\s\\x{00a0}\\x{3000}]*";

/**
 * Is the text one of the words, or does it start with one of `starts`? Neither case nor blanks around it count. A
 * pattern and no IN list: the engine turns those into joins that look at every row, even behind a condition that hardly
 * ever holds. Patterns are slow, so texts that start with a letter or digit that no word starts with are told by that.
 */
export function isOneOfSql(text: string, words: readonly string[], starts: readonly string[] = []): string {
  const whole = words.map((word) => word.trim());
  const pattern = [...whole.map(escapePattern), ...starts.map((start) => `${escapePattern(start)}[\\s\\S]*`)].join("|");
  const slow = `regexp_full_match(${text}, ${sqlText(`(?i)${around}(?:${pattern})${around}`)})`;
  const all = [...whole, ...starts];
  // The codes 65…122 are the Latin letters and a few marks; their last five bits do not tell the cases apart.
  const heads = all.map((word) => word.charCodeAt(0)).filter((code) => code >= 65 && code <= 122);
  const mask = heads.reduce((bits, code) => bits | (1 << (code & 31)), 0) >>> 0;
  const digits = all.some((word) => /^\d/.test(word)) ? "" : `WHEN ascii(${text}) BETWEEN 48 AND 57 THEN false`;
  return `CASE ${digits} WHEN ascii(${text}) BETWEEN 65 AND 122
    THEN CASE WHEN (${mask}::BIGINT >> (ascii(${text}) & 31)::BIGINT) & 1 = 0 THEN false ELSE ${slow} END
    ELSE ${slow} END`;
}

function escapePattern(word: string): string {
  // The engine refuses a backslash before anything but ASCII.
  return word.replaceAll(/[!-/:-@[-`{-~]/g, (mark) => `\\${mark}`);
}
