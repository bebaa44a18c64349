import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IngestSummary, StoredTable } from "../../ingest/schema.ts";
import { openDuckDb, selectRows, sqlText } from "../../platform/duckdb.ts";
import { storeOrders } from "./stored-orders.ts";

const folder = mkdtempSync(join(tmpdir(), "clade-orders-"));
afterAll(() => rmSync(folder, { recursive: true }));

const columns = ["bought", "orders", "revenue", "returned", "orders_before", "revenue_before"];

/** Four people of a test that began on 10 March at 12:00 UTC, watched for a week; "e" took no part. */
const lines = [
  ...["('a', '2024-03-05 09:00', '1', 20, false)", "('a', '2024-03-11 09:00', '2', 30, false)"],
  ...["('a', '2024-03-11 09:00', '2', 12.5, false)", "('a', '2024-03-12 09:00', '2', -12.5, true)"],
  ...["('b', '2024-03-10 11:59', '3', 7, false)", "('b', '2024-03-17 12:00', '4', 9, false)"],
  ...["('c', '2024-03-17 11:59', '5', 11, false)", "('e', '2024-03-12 10:00', '6', 99, false)"],
];
const people = [...["('a', 'on', 'loyal')", "('b', 'on', NULL)", "('c', 'off', 'new')", "('d', 'off', 'new')"]];

async function read(given: readonly string[], timeZone = "UTC") {
  const connection = await openDuckDb({ folders: [folder], threads: 2, temporaryFolder: folder });
  const target = join(folder, "users.parquet");
  await connection.run(`COPY (SELECT u AS user_id, t::TIMESTAMP AS time, o AS order_id, a::DECIMAL(18,4) AS amount,
      r AS is_return, true AS is_product, true AS counts, 0::USMALLINT AS problem
    FROM (VALUES ${given.join(", ")}) v(u, t, o, a, r)) TO ${sqlText(join(folder, "table-0-0.parquet"))} (FORMAT parquet)`);
  await connection.run(`COPY (SELECT u AS user_id, a AS arm, s AS segment, TIMESTAMP '2024-03-10 12:00' AS assigned_at
    FROM (VALUES ${people.join(", ")}) v(u, a, s)) TO ${sqlText(join(folder, "assignment.parquet"))} (FORMAT parquet)`);
  const table = {
    files: ["table-0-0.parquet"],
    kind: "transactions",
    exempt: null,
    columns: [{ parquet: "order_id" }],
  };
  const found = await storeOrders({
    ...{ connection, folder, target, timeZone, windowDays: 7, assignment: join(folder, "assignment.parquet") },
    summary: { tables: [table as unknown as StoredTable] } as unknown as IngestSummary,
    columns: columns.map((column) => ({ column, isYesNo: column === "bought" })),
  });
  const rows = await selectRows(connection, `SELECT * FROM ${found.from}`);
  connection.closeSync();
  const users = rows.map((row) => [row.unit, row.arm, ...columns.map((_, at) => row[`v${at}`])]);
  return { found, users: Object.fromEntries(users.map(([id, ...rest]) => [id, rest])), rows };
}

describe("orders after assignment", () => {
  let result: Awaited<ReturnType<typeof read>>;
  beforeAll(async () => {
    result = await read(lines);
  });

  test("everybody assigned stands in the table, whether they bought or not", () => {
    expect(result.users).toEqual({
      a: ["on", 1, 1, 42.5, 12.5, 1, 20],
      b: ["on", 0, 0, 0, 0, 1, 7],
      c: ["off", 1, 1, 11, 0, 0, 0],
      d: ["off", 0, 0, 0, 0, 0, 0],
    });
    expect(result.found.assigned).toEqual({ off: 2, on: 2 });
    expect(result.found.hasSegments).toBe(true);
  });

  test("orders that say nothing of the window are counted by reason", () => {
    expect(result.found.rowsIn).toBe(6);
    expect(result.found.leftOut.map(({ reason, rows }) => [reason.en, rows])).toEqual([
      ["orders of users who were not assigned", 1],
      ["orders before the assignment", 2],
      ["orders after the window", 1],
    ]);
    expect(result.found.notes.map(({ en }) => en)).toEqual([
      "1 of the users assigned has no order in the data at all, and counts as 0.",
    ]);
  });

  test("the moment of assignment is told on the clock of the orders", async () => {
    // 12:00 UTC is 20:00 in Shanghai: the order of 11:59 on the 17th is inside, that of 12:00 as well.
    const { users } = await read(lines, "Asia/Shanghai");
    expect(users.b).toEqual(["on", 1, 1, 9, 0, 1, 7]);
  });

  test("orders without times count from the day of assignment on", async () => {
    const dated = ["('a', '2024-03-10', '1', 5, false)", "('b', '2024-03-17', '2', 5, false)"];
    const { users, found } = await read(dated);
    expect(users.a).toEqual(["on", 1, 1, 5, 0, 0, 0]);
    expect(users.b).toEqual(["on", 0, 0, 0, 0, 0, 0]);
    expect(found.notes.at(-1)?.en).toBe("2 of the users assigned have no order in the data at all; they count as 0.");
  });

  test("a window that the orders do not reach the end of is said to be open", async () => {
    const { found } = await read(["('a', '2024-03-12 08:00', '1', 5, false)"]);
    expect(found.notes.at(-1)?.en).toBe("The orders reach to 2024-03-12: for 4 users the window is not over.");
  });
});

test("a dataset without orders, or a metric that it has no column for, is refused", async () => {
  const connection = await openDuckDb({ folders: [folder], threads: 1, temporaryFolder: folder });
  const task = {
    connection,
    folder,
    target: join(folder, "x"),
    timeZone: "UTC",
    windowDays: 7,
    assignment: "",
    columns: [],
  };
  const empty = { tables: [] } as unknown as IngestSummary;
  await expect(storeOrders({ ...task, summary: empty })).rejects.toMatchObject({ code: "NO_ORDERS" });
  connection.closeSync();
});
