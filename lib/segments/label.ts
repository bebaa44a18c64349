/**
 * A column's name as it can stand in a sentence: control and direction characters out, underscores and runs of blanks to
 * one blank, a unit in brackets at the end left out ("Annual Income (k$)" → "Annual Income").
 */
export function plainLabel(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}_\s]+/gu, " ").trim();
  const withoutUnit = plain.replace(/\s*[(（[][^()（）[\]]*[)）\]]$/u, "").trim();
  return withoutUnit || plain || "?";
}

/** At most `width` characters, cut at a blank where one is near, with "…" for what is missing. */
export function trimLabel(text: string, width: number): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  const cut = characters.slice(0, Math.max(1, width - 1)).join("");
  const blank = characters[width - 1] === " " ? 0 : cut.lastIndexOf(" ");
  return `${(blank > cut.length / 2 ? cut.slice(0, blank) : cut).trimEnd()}…`;
}
