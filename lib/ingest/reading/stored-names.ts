import type { ColumnRole, TableKind } from "../schema.ts";

type CoreColumns = Readonly<Partial<Record<ColumnRole, string>>>;

const whoAndWhen: CoreColumns = { user: "user_id", time: "time" };

/** Names under which the first column of a role is stored, by the kind of its table. */
export const coreColumns: Readonly<Record<TableKind, CoreColumns>> = {
  transactions: {
    ...{ ...whoAndWhen, order: "order_id", item: "item" },
    ...{ quantity: "quantity", price: "price", amount: "amount" },
  },
  users: { user: "user_id" },
  events: { ...whoAndWhen, event: "event", item: "item", category: "category", price: "price" },
  texts: { ...whoAndWhen, item: "item", text: "text" },
  items: { item: "item", category: "category", price: "price", text: "text" },
};

/** Names that stored tables of every kind use themselves. */
const reserved = [
  ...Object.values(coreColumns.transactions),
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
export function storedNames(columns: readonly string[], kind: TableKind): string[] {
  return uniqueNames(columns, [...reserved, ...Object.values(coreColumns[kind])]);
}
