import { CladeError } from "../../core/errors.ts";
import type { ResolvedTable } from "../schema.ts";
import type { RecordIndex } from "./record-index.ts";
import type { TableQueries } from "./table-queries.ts";
import { columnOf } from "./typed-sql.ts";

/** From this share of masked values on, different people share them. */
const mostMasked = 0.2;

/**
 * What only shows when all rows are read, and makes the table unfit as it is.
 * @throws MASKED_USER, DUPLICATE_USER, MIXED_CURRENCIES
 */
export async function checkTable(
  queries: TableQueries,
  table: ResolvedTable,
  index: RecordIndex,
  path: string,
): Promise<void> {
  const user = columnOf(queries.columns, "user");
  if (user) {
    const { share, value } = await queries.findMasked(path);
    if (value !== undefined && share >= mostMasked) {
      throw new CladeError("MASKED_USER", { ...(await locate(queries, index, value)), column: user.name, value });
    }
  }
  if (user && table.kind === "users") {
    const value = await queries.findDuplicate(path);
    if (value !== undefined) {
      throw new CladeError("DUPLICATE_USER", { ...(await locate(queries, index, value, 2)), column: user.name, value });
    }
  }
  if (table.kind === "transactions" && table.recipe.currency === null) {
    const currencies = await queries.findCurrencies(path);
    if (currencies.length > 1) {
      const file = index.parts.map((part) => part.file).join(", ");
      throw new CladeError("MIXED_CURRENCIES", { file, currencies: currencies.slice(0, 20).join(", ") });
    }
  }
}

/** File and line of the row that holds a user for the nth time. */
async function locate(queries: TableQueries, index: RecordIndex, user: string, nth = 1) {
  const record = await queries.findUser(user, nth);
  const part = index.parts.findLast(({ first }) => first <= record);
  return { file: part?.file ?? "", line: index.line(record) };
}
