import { basename } from "node:path";
import { CladeError } from "../../core/errors.ts";
import { selectRows, sqlName, sqlText } from "../../platform/duckdb.ts";
import type { StoredRows } from "./people.ts";
import type { PlaceIndex } from "./place-index.ts";
import { columnOf } from "./typed-sql.ts";

/** From this share of masked values on, different people share them. */
const mostMasked = 0.2;

/**
 * What only shows when all rows are read, and makes the table unfit as it is.
 * @throws MASKED_USER, DUPLICATE_USER, MIXED_CURRENCIES
 */
export async function checkTable(stored: StoredRows, places: PlaceIndex): Promise<void> {
  const { table, columns } = stored;
  const user = columnOf(columns, "user");
  if (user) {
    const { share, value } = await findMasked(stored);
    if (value !== undefined && share >= mostMasked) {
      throw new CladeError("MASKED_USER", { ...(await locate(stored, places, value)), column: user.name, value });
    }
  }
  if (user && table.kind === "users") {
    const value = await findDuplicate(stored);
    if (value !== undefined) {
      throw new CladeError("DUPLICATE_USER", { ...(await locate(stored, places, value, 2)), column: user.name, value });
    }
  }
  if (table.kind === "transactions" && table.recipe.currency === null) {
    const currencies = await findCurrencies(stored);
    if (currencies.length > 1) {
      const file = table.files.map((path) => basename(path)).join(", ");
      throw new CladeError("MIXED_CURRENCIES", { file, currencies: currencies.slice(0, 20).join(", ") });
    }
  }
}

/** The share of stored rows whose user is masked, and one such user. */
async function findMasked({ connection, people }: StoredRows) {
  const isMasked = "contains(user_id, '*') OR contains(user_id, '＊')";
  const [found] = await selectRows(
    connection,
    `SELECT (sum(rows) FILTER (WHERE ${isMasked}) / sum(rows))::DOUBLE AS share,
      min(user_id) FILTER (WHERE ${isMasked}) AS value FROM ${people}`,
  );
  return { share: Number(found?.share ?? 0), value: found?.value == null ? undefined : String(found.value) };
}

/** A user that has more than one stored row. */
async function findDuplicate({ connection, people }: StoredRows): Promise<string | undefined> {
  const [found] = await selectRows(connection, `SELECT user_id FROM ${people} WHERE rows > 1 ORDER BY user_id LIMIT 1`);
  return found === undefined ? undefined : String(found.user_id);
}

/** The currencies of the stored rows, commonest first. */
export async function findCurrencies({ connection, columns, from }: StoredRows): Promise<string[]> {
  const currency = columnOf(columns, "currency")?.parquet;
  if (currency === undefined) return [];
  const found = await selectRows(
    connection,
    `SELECT upper(${sqlName(currency)}) AS name FROM ${from} WHERE problem = 0 AND ${sqlName(currency)} IS NOT NULL
    GROUP BY ALL ORDER BY count(*) DESC, name`,
  );
  return found.map(({ name }) => String(name));
}

/** File and line of the row that holds a user for the nth time. */
async function locate({ connection, table, from }: StoredRows, places: PlaceIndex, user: string, nth = 1) {
  const [found] = await selectRows(
    connection,
    `SELECT record::DOUBLE AS record FROM (SELECT user_id, problem, row_number() OVER () - 1 AS record FROM ${from})
    WHERE user_id = ${sqlText(user)} AND problem = 0 ORDER BY record LIMIT 1 OFFSET ${nth - 1}`,
  );
  const { part, line } = places.find(Number(found?.record ?? 0));
  return { file: basename(table.files[part] ?? ""), line };
}
