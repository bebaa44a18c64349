import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDuckDb, selectRows, sqlText } from "../platform/duckdb.ts";
import { type Ingested, ingest, resolved, writeFiles } from "./fixtures/run-ingest.ts";
import type { ResolvedTable } from "./schema.ts";

const users = { id: "user", mail: "personal", phone: "personal" } as const;
const orders = { u: "user", t: "time", a: "amount", mail: "personal" } as const;

async function readApart(tables: readonly ResolvedTable[]) {
  const run = await ingest(tables, 2, "apart");
  return { ...run, people: await personalRows(run) };
}

async function personalRows({ out, summary }: Ingested): Promise<Record<string, unknown>[]> {
  const connection = await openDuckDb({ folders: [out], threads: 1, temporaryFolder: out });
  const file = `read_parquet(${sqlText(join(out, summary.personal?.file ?? ""))}, file_row_number = true)`;
  const odd = await selectRows(
    connection,
    `SELECT * FROM (SELECT place, left(md5(user_id), 8) AS own, file_row_number AS line,
      row_number() OVER (ORDER BY md5(user_id)) - 1 AS rank FROM ${file}) WHERE place <> own OR rank <> line`,
  );
  expect(odd, "stand in a run's order").toEqual([]);
  return selectRows(connection, `SELECT * EXCLUDE (place, file_row_number) FROM ${file} ORDER BY user_id`);
}

describe("personal columns", () => {
  test("are kept in a file of their own that only its owner reads, and in no other", async () => {
    const [file = ""] = writeFiles({ "u.csv": "id,mail,phone\n1,ann@x.org,+49 30 1234567\n2,bob@x.org,\n" });
    const { out, summary, people, rows } = await readApart([resolved([file], users, { kind: "users" })]);
    expect(people).toEqual([
      { user_id: "1", mail: "ann@x.org", phone: "+49 30 1234567" },
      { user_id: "2", mail: "bob@x.org", phone: null },
    ]);
    expect(summary.personal?.columns).toEqual([
      { name: "mail", parquet: "mail", kind: "email", people: 2 },
      { name: "phone", parquet: "phone", kind: "phone", people: 1 },
    ]);
    expect(statSync(join(out, "personal.parquet")).mode & 0o777).toBe(0o600);
    expect(await rows()).toEqual([{ user_id: "1" }, { user_id: "2" }]);
    for (const name of readdirSync(out).filter((one) => one !== "personal.parquet"))
      expect(readFileSync(join(out, name), "latin1")).not.toContain("ann@x.org");
  });

  test("are dropped where they are not asked for", async () => {
    const [file = ""] = writeFiles({ "u.csv": "id,mail,phone\n1,ann@x.org,+49 30 1234567\n2,bob@x.org,\n" });
    const { out, summary } = await ingest([resolved([file], users, { kind: "users" })], 2, "drop");
    expect(summary.personal).toBeNull();
    expect(existsSync(join(out, "personal.parquet"))).toBe(false);
  });

  test("take the latest order's word, then the latest line's, and never an empty or masked one", async () => {
    const [file = ""] = writeFiles({
      "o.csv": [
        "u,t,a,mail",
        ...["1,2024-03-01,5,new@x.org", "1,2024-01-01,5,old@x.org", "1,2024-04-01,5,", "1,2024-05-01,5,n/a"],
        ...["2,2024-01-01,5,first@x.org", "2,2024-01-01,5,second@x.org", "2,2024-06-01,5,s***@x.org"],
        ...["3,soon,5,nobody@x.org", "3,2024-01-01,5,"],
      ].join("\n"),
    });
    const { people } = await readApart([resolved([file], orders)]);
    expect(people).toEqual([
      { user_id: "1", mail: "new@x.org" },
      { user_id: "2", mail: "second@x.org" },
      { user_id: "3", mail: null },
    ]);
  });

  test("of several tables are one where they have one name; the table of users knows better", async () => {
    const [o = "", u = ""] = writeFiles({
      "o.csv": "u,t,a,mail\n1,2024-03-01,5,order@x.org\n2,2024-03-01,5,order2@x.org\n",
      "u.csv": "id,Mail,phone\n1,user@x.org,123\n2,,\n",
    });
    const named = { id: "user", Mail: "personal", phone: "personal" } as const;
    const { people, summary } = await readApart([resolved([o], orders), resolved([u], named, { kind: "users" })]);
    expect(people).toEqual([
      { user_id: "1", mail: "user@x.org", phone: "123" },
      { user_id: "2", mail: "order2@x.org", phone: null },
    ]);
    expect(summary.notes.map(({ en }) => en)).toEqual([
      "Personal columns are kept apart, for exports alone: mail, phone.",
    ]);
  });

  test("that identify without reaching anybody are not kept; nameless ones are told by their values", async () => {
    const roles = { column_1: "user", column_2: "personal", 身份证号: "personal", 收货地址: "personal" } as const;
    const [file = ""] = writeFiles({ "u.csv": "a,b,c,d\n1,ann@x.org,110101199003070000,上海市\n2,bob@x.org,,\n" });
    const { summary } = await readApart([resolved([file], roles, { kind: "users" })]);
    expect(summary.personal?.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ["column_2", "email"],
      ["收货地址", "address"],
    ]);
    expect(summary.notes.at(-1)?.en).toBe("Personal columns are not stored: 身份证号.");
  });

  test("stay with their rows through odd records, repeated lines, shared totals and users without an id", async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `${i % 700},2024-01-01,o${i % 900},9,"m${i % 700}\n@x.org"`);
    const [file = ""] = writeFiles({ "o.csv": `u,t,o,total,mail\n${lines.join("\n")}\nbroken\n${lines[0]}\n` });
    const roles = { u: "user", t: "time", o: "order", total: "order-total", mail: "personal" } as const;
    const { people, summary } = await readApart([resolved([file], roles)]);
    expect(people).toHaveLength(700);
    expect(people.every(({ user_id, mail }) => mail === `m${user_id}\n@x.org`)).toBe(true);
    expect(summary.rowsSetAside).toBe(1);
    const [rows = ""] = writeFiles({ "n.csv": "x,mail\n1,a@x.org\n2,b@x.org\n" });
    const numbered = await readApart([resolved([rows], { x: "number", mail: "personal" }, { kind: "users" })]);
    expect(numbered.people).toEqual([
      { user_id: "1", mail: "a@x.org" },
      { user_id: "2", mail: "b@x.org" },
    ]);
  });

  test("named like ours, or like methods of objects, are plain columns", async () => {
    const roles = { id: "user", __proto__name: "ignore", user_id: "personal", constructor: "personal" } as const;
    const [file = ""] = writeFiles({ "u.csv": "a,b,c,d\n__proto__,x,a@x.org,b@x.org\nconstructor,x,c@x.org,\n" });
    const { people } = await readApart([resolved([file], roles, { kind: "users" })]);
    expect(people).toEqual([
      { user_id: "__proto__", "user_id (2)": "a@x.org", constructor: "b@x.org" },
      { user_id: "constructor", "user_id (2)": "c@x.org", constructor: null },
    ]);
  });
});
