import type { DuckDBConnection } from "@duckdb/node-api";
import { selectRows } from "../../platform/duckdb.ts";
import type { StoredRows } from "./people.ts";

export interface Matches {
  /** Per table: its users, and how many of them the first kind of table knows; null for tables of that kind. */
  readonly matches: readonly { readonly users: number; readonly matched: number | null }[];
  /** Users of that kind of table. */
  readonly known: number;
}

/**
 * How well tables go together by user. Transactions say who there is, without any the users tables do, without those the
 * others together.
 */
export async function matchPeople(connection: DuckDBConnection, all: readonly StoredRows[]): Promise<Matches> {
  const kinds = (["transactions", "users"] as const).filter((kind) => all.some(({ table }) => table.kind === kind));
  const [first] = kinds;
  const base = all.filter(({ table }) => first === undefined || table.kind === first);
  const ids = base.map(({ people }) => `SELECT user_id FROM ${people}`).join(" UNION ");
  const count = async (from: string) => {
    const [found] = await selectRows(connection, `SELECT count(*)::DOUBLE AS n FROM ${from}`);
    return Number(found?.n ?? 0);
  };
  const matches: { users: number; matched: number | null }[] = [];
  for (const rows of all) {
    const isOther = rows.table.kind !== "items" && !base.includes(rows);
    const users = await count(rows.people);
    const matched = isOther ? await count(`${rows.people} WHERE user_id IN (${ids})`) : null;
    matches.push({ users, matched });
  }
  return { matches, known: await count(`(${ids})`) };
}
