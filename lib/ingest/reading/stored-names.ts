/** Names that a stored table uses itself. */
const reserved = [
  ...["user_id", "time", "order_id", "item", "quantity", "price", "amount"],
  ...["is_return", "is_product", "counts", "problem", "file_row_number", "filename"],
];

/**
 * A name for each text that no other one bears, in any case (engines compare names without it): the text itself, or
 * with " (2)", " (3)", … behind it. Empty texts become "column". Texts are shortened to 200 characters.
 */
export function uniqueNames(texts: readonly string[], taken: readonly string[] = []): string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return texts.map((text) => {
    const base = text.replaceAll("\0", " ").trim().slice(0, 200) || "column";
    let name = base;
    for (let n = 2; used.has(name.toLowerCase()); n++) name = `${base} (${n})`;
    used.add(name.toLowerCase());
    return name;
  });
}

/** Names under which a table's other columns are stored, beside the fixed ones. */
export function storedNames(columns: readonly string[]): string[] {
  return uniqueNames(columns, reserved);
}
