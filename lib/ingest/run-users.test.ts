import { describe, expect, test } from "vitest";
import { errorOf, ingest, resolved, writeFiles } from "./fixtures/run-ingest.ts";
import type { ColumnRole } from "./schema.ts";

describe("users", () => {
  const roles = {
    id: "user",
    age: "number",
    city: "category",
    mail: "personal",
    since: "time",
    churn: "label",
  } as const;

  test("keep their columns, typed, without the personal ones", async () => {
    const [file = ""] = writeFiles({
      "u.csv": "id,age,city,mail,since,churn\n001,20,Rome,a@x.org,2020-05-01,yes\n002,,,b@x.org,,no\n",
    });
    const { summary, rows } = await ingest([resolved([file], roles, { kind: "users" })]);
    expect(await rows()).toEqual([
      { user_id: "001", age: 20, city: "Rome", since: "2020-05-01 00:00:00", churn: "yes" },
      { user_id: "002", age: null, city: null, since: null, churn: "no" },
    ]);
    expect(summary).toMatchObject({ revenue: null, knownUsers: 2, buyers: 0, period: null });
    expect(summary.notes.map(({ en }) => en)).toEqual(["Personal columns are not stored: mail."]);
  });

  test("keep numeric labels as numbers, and rows without an id column are numbered", async () => {
    const [file = ""] = writeFiles({ "l.csv": "x,churn\n1.5,0\n2.5,1\n" });
    const { rows } = await ingest([resolved([file], { x: "number", churn: "label" }, { kind: "users" })]);
    expect(await rows()).toEqual([
      { user_id: "1", x: 1.5, churn: 0 },
      { user_id: "2", x: 2.5, churn: 1 },
    ]);
  });

  test("with many columns of numbers are read as those with few", async () => {
    const text = (columns: number) => {
      const cells = [
        ["$1,000.5", "NA", "7"],
        ["many", "2", "3"],
        ["", "inf", "-1e3"],
        ["(12)", "3 %", "1e999"],
      ];
      const row = (i: number) => Array.from({ length: columns }, (_, c) => `"${cells[i]?.[c % 3] ?? i}"`).join(",");
      const head = Array.from({ length: columns }, (_, c) => `n${c}`).join(",");
      return `id,${head},city\n${[0, 1, 2, 3, 4].map((i) => `u${i},${row(i)},c${i}`).join("\n")}\n`;
    };
    const read = async (columns: number) => {
      const [file = ""] = writeFiles({ "n.csv": text(columns) });
      const numbers = Object.fromEntries(Array.from({ length: columns }, (_, c) => [`n${c}`, "number" as ColumnRole]));
      const table = resolved([file], { id: "user", ...numbers, city: "category" }, { kind: "users" });
      const run = await ingest([table]);
      const rows = (await run.rows()).map(({ user_id, n0, n1, n2, city }) => [user_id, n0, n1, n2, city]);
      return { rows, setAside: run.setAside.slice(1).map((cells) => cells.slice(0, 5)) };
    };
    const few = await read(3);
    expect(few.rows).toEqual([
      ["u0", 1000.5, null, 7, "c0"],
      ["u4", 4, 4, 4, "c4"],
    ]);
    expect(few.setAside.map(([, line, column, value]) => [line, column, value])).toEqual([
      ["3", "n0", "many"],
      ["4", "n1", "inf"],
      ["5", "n2", "1e999"],
    ]);
    expect(await read(60)).toEqual(few);
  });

  test("whose label is text only late are read again with it as text", async () => {
    const rows = Array.from({ length: 90_000 }, (_, i) => `u${i},${i === 85_000 ? "none of them" : i % 2}`);
    const [file = ""] = writeFiles({ "t.csv": `id,churn\n${rows.join("\n")}\nodd\n` });
    const run = await ingest([resolved([file], { id: "user", churn: "label" }, { kind: "users" })]);
    expect(run.summary).toMatchObject({ rowsIn: 90_001, rowsStored: 90_000, rowsSetAside: 1 });
    expect((await run.rows()).slice(84_999, 85_001)).toEqual([
      { user_id: "u84999", churn: "1" },
      { user_id: "u85000", churn: "none of them" },
    ]);
    expect(run.setAside.slice(1)).toEqual([["t.csv", "90002", "", "1", "wrong-width", "odd"]]);
  });

  test("that occur twice are refused with the line", async () => {
    const [file = ""] = writeFiles({ "d.csv": 'id,x\na,1\n"b",2\n\nc,3\nb,4\na,5\n' });
    expect(await errorOf(ingest([resolved([file], { id: "user", x: "number" }, { kind: "users" })]))).toEqual({
      ...{ code: "DUPLICATE_USER", file: "d.csv", line: 7, column: "id", value: "a" },
    });
  });

  test("with masked names are refused", async () => {
    const [file = ""] = writeFiles({ "m.csv": "id,x\n李四,0\n张**,1\n王**,2\n" });
    expect(await errorOf(ingest([resolved([file], { id: "user", x: "number" }, { kind: "users" })]))).toMatchObject({
      ...{ code: "MASKED_USER", file: "m.csv", column: "id" },
    });
  });
});
