import { sqlText } from "../../platform/duckdb.ts";

/**
 * Is the text one of the words? Neither case nor blanks around it count. A pattern and no IN list: the engine turns
 * those into joins that look at every row, even behind a condition that hardly ever holds.
 */
export function isOneOfSql(text: string, words: readonly string[]): string {
  const pattern = words.map((word) => word.trim().replaceAll(/[^\p{L}\p{N}]/gu, (mark) => `\\${mark}`)).join("|");
  return `regexp_full_match(${text}, ${sqlText(`(?i)[\\s\\x{00a0}\\x{3000}]*(?:${pattern})[\\s\\x{00a0}\\x{3000}]*`)})`;
}
