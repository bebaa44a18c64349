import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { errorOf, ingest, plainRecipe, resolved, shared, writeFiles } from "./fixtures/run-ingest.ts";
import type { ColumnRole } from "./schema.ts";

const retail = join(shared, "data/transactions/online_retail");
const orders = {
  order: "order",
  user: "user",
  time: "time",
  item: "item",
  quantity: "quantity",
  price: "price",
} as const;

describe.skipIf(!existsSync(retail))("Online Retail (shared data)", () => {
  const table = resolved(
    [1, 2, 3, 4].map((part) => join(retail, `online_retail_part${part}.csv.gz`)),
    {
      ...{ InvoiceNo: "order", StockCode: "item", Description: "text", Quantity: "quantity", InvoiceDate: "time" },
      ...{ UnitPrice: "price", CustomerID: "user", Country: "category" },
    },
    {
      recipe: {
        ...plainRecipe,
        repairIds: true,
        returnOrderPrefix: "C",
        nonProductItems: ["POST", "DOT", "M", "D", "S", "C2", "bank charges", "CRUK", "PADS", "gift_0001_*"],
      },
    },
  );

  test("gives the known figures, whatever the threads", async () => {
    const one = await ingest([table], 1);
    const { summary } = one;
    expect(summary).toMatchObject({ rowsIn: 541_909, rowsStored: 406_829, rowsSetAside: 135_080 });
    expect(summary).toMatchObject({ knownUsers: 4372, buyers: 4338, duplicates: { rows: 5268, dropped: false } });
    expect(summary.setAside).toEqual([{ reason: "no-user", rows: 135_080 }]);
    expect(summary.revenue?.known).toBeCloseTo(8_911_407.904, 6);
    expect(summary.revenue?.knownShare).toBeCloseTo(0.8354, 4);
    expect(summary.nonProducts.items).toEqual(["BANK CHARGES", "C2", "CRUK", "D", "DOT", "M", "PADS", "POST"]);
    expect(summary.period).toEqual({ from: "2010-12-01 08:26:00", to: "2011-12-09 12:50:00" });
    expect(one.setAside).toHaveLength(135_081);
    expect(one.setAside[1]).toEqual([
      ...["online_retail_part1.csv.gz", "624", "CustomerID", "", "no-user", "536414", "22139", "", "56"],
      ...["2010-12-01 11:52:00", "0.0", "", "United Kingdom"],
    ]);
    const three = await ingest([table], 3);
    for (const name of readdirSync(one.out)) {
      expect(readFileSync(join(three.out, name)).equals(readFileSync(join(one.out, name))), name).toBe(true);
    }
  }, 60_000);
});

test("CDNOW: runs of blanks, ids with leading zeros, dates without marks (shared data)", async (context) => {
  const file = join(shared, "data/transactions/CDNOW_master.txt.gz");
  context.skip(!existsSync(file), "no shared data");
  const roles = { customer_id: "user", date: "time", number_of_cds: "quantity", dollar_value: "amount" } as const;
  const { summary, rows } = await ingest([resolved([file], roles, { separator: "whitespace" })]);
  expect(summary).toMatchObject({ rowsIn: 69_659, rowsStored: 69_659, knownUsers: 23_570, buyers: 23_502 });
  expect(summary.revenue?.known).toBeCloseTo(2_500_315.63, 6);
  expect((await rows())[0]).toMatchObject({
    user_id: "00001",
    time: "1997-01-01 00:00:00",
    quantity: 1,
    amount: 11.77,
  });
}, 30_000);

describe("transactions", () => {
  test("are typed and flagged", async () => {
    const [file = ""] = writeFiles({
      "a.csv": [
        "order,user,time,item,quantity,price",
        'o1,u1,2026-01-02 10:00,"tea, green",2,"1,000.50"',
        "C2,u1,2026-01-03 10:00,tea,-1,£3",
        "o3,u2,2026-01-04 10:00,post,,4.2",
        "o4,u1,2026-01-04 10:00,POST,1,5",
      ].join("\n"),
    });
    const recipe = { ...plainRecipe, nonProductItems: ["Post"], returnOrderPrefix: "C" };
    const { summary, rows } = await ingest([resolved([file], orders, { recipe })]);
    const base = { is_return: false, is_product: true, counts: true };
    expect(await rows()).toEqual([
      {
        ...base,
        user_id: "u1",
        time: "2026-01-02 10:00:00",
        order_id: "o1",
        item: "tea, green",
        quantity: 2,
        price: 1000.5,
        amount: 2001,
      },
      {
        ...base,
        user_id: "u1",
        time: "2026-01-03 10:00:00",
        order_id: "C2",
        item: "tea",
        quantity: -1,
        price: 3,
        amount: -3,
        is_return: true,
      },
      {
        ...base,
        user_id: "u2",
        time: "2026-01-04 10:00:00",
        order_id: "o3",
        item: "post",
        quantity: 1,
        price: 4.2,
        amount: 4.2,
        is_product: false,
      },
      {
        ...base,
        user_id: "u1",
        time: "2026-01-04 10:00:00",
        order_id: "o4",
        item: "POST",
        quantity: 1,
        price: 5,
        amount: 5,
        is_product: false,
        counts: false,
      },
    ]);
    expect(summary.revenue).toEqual({ known: 2010.2, guest: 0, knownShare: 1 });
    expect(summary.nonProducts).toEqual({ rows: 2, amount: 9.2, items: ["POST"] });
  });

  test("that do not fit are set aside with their place, and counted", async () => {
    const files = writeFiles({
      "one.csv":
        'order,user,time,item,quantity,price\no1,u1,2026-01-02,"a\nb",2,1\no2,,2026-01-02,=SUM(A1),3,10\no3,u1,soon,c,1,1\n',
      "two.csv": "order,user,time,item,quantity,price\n\no4,u2,2026-01-02,d,many,1\no5,u2,2026-01-03,d,1,1\n",
    });
    const { summary, setAside } = await ingest([resolved(files, orders)]);
    expect(setAside).toEqual([
      ["file", "line", "column", "value", "reason", "order", "user", "time", "item", "quantity", "price"],
      ["one.csv", "4", "user", "", "no-user", "o2", "", "2026-01-02", "'=SUM(A1)", "3", "10"],
      ["one.csv", "5", "time", "soon", "bad-date", "o3", "u1", "soon", "c", "1", "1"],
      ["two.csv", "3", "quantity", "many", "bad-number", "o4", "u2", "2026-01-02", "d", "many", "1"],
    ]);
    expect(summary).toMatchObject({ rowsIn: 5, rowsStored: 2, rowsSetAside: 3 });
    expect(summary.revenue).toEqual({ known: 3, guest: 30, knownShare: 3 / 33 });
  });

  test("of the wrong width, or that do not decode, are set aside as well", async () => {
    const text = Buffer.from("user,time,amount\nu1,2026-01-02,1\nu2,2026-01-02\nu3,2026-01-02,1,2\n", "utf8");
    const bad = Buffer.concat([text, Buffer.from([0xff, 0xfe]), Buffer.from(",2026-01-02,5\nu4,2026-01-03,7")]);
    const [file = ""] = writeFiles({ "w.csv": bad });
    const { summary, setAside } = await ingest([resolved([file], { user: "user", time: "time", amount: "amount" })]);
    expect(setAside.slice(1)).toEqual([
      ["w.csv", "3", "", "2", "wrong-width", "u2", "2026-01-02"],
      ["w.csv", "4", "", "4", "wrong-width", "u3", "2026-01-02", "1", "2"],
      ["w.csv", "5", "", "\ufffd\ufffd", "bad-encoding", "\ufffd\ufffd", "2026-01-02", "5"],
    ]);
    expect(summary).toMatchObject({ rowsIn: 5, rowsStored: 2, rowsSetAside: 3 });
  });

  test("with an order total on every line count it once, in exact cents", async () => {
    const [file = ""] = writeFiles({
      "t.csv":
        "order,user,time,total\no1,u,2026-01-02,100\no1,u,2026-01-02,100\no1,u,2026-01-02,100\no2,u,2026-01-03,0.05\n,u,2026-01-04,7\n,u,2026-01-04,7\n",
    });
    const roles = { order: "order", user: "user", time: "time", total: "order-total" } as const;
    const { summary, rows } = await ingest([resolved([file], roles)]);
    expect((await rows()).map(({ amount }) => amount)).toEqual([33.34, 33.33, 33.33, 0.05, 3.5, 3.5]);
    expect(summary.revenue?.known).toBe(107.05);
  });

  test("left out by status or as duplicates stay stored and are said", async () => {
    const [file = ""] = writeFiles({
      "s.csv":
        "user,time,amount,status\nu,2026-01-02,1,Paid\nu,2026-01-02,1,Paid\nu,2026-01-03,2,UNPAID\nu,2026-01-04,4,已退款\n",
    });
    const recipe = { ...plainRecipe, dropDuplicates: true, leaveOutStatuses: ["unpaid"] };
    const roles = { user: "user", time: "time", amount: "amount", status: "status" } as const;
    const { summary, rows } = await ingest([resolved([file], roles, { recipe })]);
    expect((await rows()).map(({ amount, counts, is_return }) => [amount, counts, is_return])).toEqual([
      [1, true, false],
      [1, false, false],
      [2, false, false],
      [-4, true, true],
    ]);
    expect(summary.duplicates).toEqual({ rows: 1, dropped: true });
    expect(summary.leftOutByStatus).toEqual([{ status: "UNPAID", rows: 1 }]);
    expect(summary.revenue?.known).toBe(2);
  });

  test("in several currencies are refused until one is chosen", async () => {
    const [file = ""] = writeFiles({
      "c.csv": "user,time,amount,cur\nu,2026-01-02,1,GBP\nu,2026-01-02,5,eur\nu,2026-01-03,2,gbp\nu,2026-01-04,4,\n",
    });
    const roles = { user: "user", time: "time", amount: "amount", cur: "currency" } as const;
    expect(await errorOf(ingest([resolved([file], roles)]))).toEqual({
      ...{ code: "MIXED_CURRENCIES", file: "c.csv", currencies: "GBP, EUR" },
    });
    const { summary } = await ingest([resolved([file], roles, { recipe: { ...plainRecipe, currency: "gbp" } })]);
    expect(summary).toMatchObject({
      rowsStored: 3,
      currency: "GBP",
      setAside: [{ reason: "other-currency", rows: 1 }],
    });
    expect(summary.revenue?.known).toBe(7);
  });

  test("without any money are stored with no amount", async () => {
    const [file = ""] = writeFiles({ "n.csv": "user,time,item\nu,2026-01-02,a\nv,2026-01-03,b\n" });
    const { summary, rows } = await ingest([resolved([file], { user: "user", time: "time", item: "item" })]);
    expect(summary).toMatchObject({ revenue: null, buyers: 2, knownUsers: 2 });
    expect((await rows())[0]).toMatchObject({ amount: null, counts: true });
  });

  test("in several tables are summed up together", async () => {
    const [a = "", b = ""] = writeFiles({
      "a.csv": "u,t,m\nx,2026-01-02,1\n",
      "b.csv": "who;when;sum\nx;02.01.2026;1,5\ny;03.01.2026;2\n",
    });
    const { summary, setAside } = await ingest([
      resolved([a], { u: "user", t: "time", m: "amount" }),
      resolved([b], { who: "user", when: "time", sum: "amount" }, { separator: ";", decimal: ",", dateOrder: "dmy" }),
    ]);
    expect(summary).toMatchObject({ rowsIn: 3, knownUsers: 2, buyers: 2 });
    expect(summary.revenue?.known).toBe(4.5);
    expect(setAside[0]).toEqual(["file", "line", "column", "value", "reason", "u", "t", "m", "who", "when", "sum"]);
  });
});

describe("the same bytes", () => {
  const row = (i: number) =>
    `o${i >> 2},u${(i * 7919) % 9001},2026-01-${String(1 + (i % 28)).padStart(2, "0")},item ${i % 977},${i % 9},${i % 501}.25`;
  const head = "order,user,time,item,quantity,price";
  const rows = Array.from({ length: 60_000 }, (_, i) => row(i));
  const odd = rows.map((text, i) =>
    i % 5 === 0 ? text.replace(/,u\d+,/, ",,") : i % 997 === 0 ? `${text},more` : text,
  );
  const recipe = { ...plainRecipe, dropDuplicates: true, nonProductItems: ["item 5", "item 6"] };
  const cases = {
    clean: [rows, plainRecipe],
    "with odd rows": [odd, plainRecipe],
    "with a recipe": [[...odd, ...odd], recipe],
  } as const;

  test.each(Object.keys(cases) as (keyof typeof cases)[])("whatever the threads: %s", async (name) => {
    const [lines, recipe] = cases[name];
    const [file = ""] = writeFiles({ "b.csv": [head, ...lines].join("\n") });
    const runs = [];
    for (const threads of [1, 2, 4]) runs.push(await ingest([resolved([file], orders, { recipe })], threads));
    const [first, ...others] = runs.map(({ out }) =>
      readdirSync(out).map((part) => readFileSync(join(out, part)).toString("latin1")),
    );
    for (const other of others) expect(other.every((part, i) => part === first?.[i])).toBe(true);
    expect(runs[0]?.summary.rowsIn).toBe(lines.length);
    expect(runs[0]?.setAside).toHaveLength((runs[0]?.summary.rowsSetAside ?? 0) + 1);
  });
});

describe("names", () => {
  test("of columns that clash with ours, hold quotes or are special stay apart", async () => {
    const roles: Record<string, ColumnRole> = {
      ...{ user_id: "category", counts: "number", file_row_number: "text", "a\"b'c": "text", who: "user" },
      ...{ when: "time", how: "amount", problem: "text", place: "text", t0: "text", c1: "text", prototype: "text" },
    };
    const names = Object.keys(roles);
    const [file = ""] = writeFiles({
      "n.csv": `${names.map((name) => `"${name.replaceAll('"', '""')}"`).join(",")}\nU,1,f,q,w,2026-01-02,3,p,l,t,c,v\n`,
    });
    const { rows, summary } = await ingest([resolved([file], roles)]);
    const [row] = await rows();
    expect(row).toMatchObject({ user_id: "w", amount: 3, counts: true, "user_id (2)": "U", "counts (2)": 1 });
    expect(row).toMatchObject({
      "file_row_number (2)": "f",
      "a\"b'c": "q",
      prototype: "v",
      "problem (2)": "p",
      t0: "t",
    });
    expect(summary.tables[0]?.columns.find(({ name }) => name === "counts")?.parquet).toBe("counts (2)");
  });

  test("such as __proto__ are plain data, as ids and as columns", async () => {
    const [file = ""] = writeFiles({ "p.csv": "__proto__,t,a\n__proto__,2026-01-02,1\nconstructor,2026-01-02,1\n" });
    const table = {
      ...resolved([file], {}),
      columns: (["user", "time", "amount"] as const).map((role, i) => ({
        ...{ name: ["__proto__", "t", "a"][i] ?? "", role, reason: { en: "", zh: "" } },
      })),
    };
    expect((await ingest([table])).summary).toMatchObject({ rowsStored: 2, knownUsers: 2 });
  });
});

describe("files", () => {
  const roles = { u: "user", t: "time", a: "amount" } as const;

  test("that are packed and cut, damaged or missing are named", async () => {
    const packed = gzipSync(`u,t,a\n${"x,2026-01-02,1\n".repeat(5000)}`);
    const damaged = Buffer.from(packed);
    damaged.fill(7, 40, 60);
    const [cut = "", bad = ""] = writeFiles({ "cut.csv.gz": packed.subarray(0, 100), "bad.csv.gz": damaged });
    for (const [path, file] of [
      [cut, "cut.csv.gz"],
      [bad, "bad.csv.gz"],
    ] as const) {
      expect(await errorOf(ingest([resolved([path], roles)]))).toMatchObject({ code: "FILE_UNREADABLE", file });
    }
    const gone = errorOf(ingest([resolved([`${cut}.gone`], roles)]));
    expect(await gone).toMatchObject({ code: "FILE_NOT_FOUND", file: "cut.csv.gz.gone" });
  });

  test("without rows, or without one that can be used, are named", async () => {
    const [empty = "", useless = ""] = writeFiles({
      "e.csv": "u,t,a\n\n",
      "n.csv": "u,t,a\nx,never,1\nx,never,2\n,2026-01-01,1\n",
    });
    expect(await errorOf(ingest([resolved([empty], roles)]))).toEqual({ code: "FILE_EMPTY", file: "e.csv" });
    expect(await errorOf(ingest([resolved([useless], roles)]))).toEqual({
      ...{ code: "NO_ROWS_STORED", file: "n.csv" },
      problem: {
        en: "with a date that is none: 2, without a user id: 1",
        zh: "日期无效 2 行，缺少用户 ID 1 行",
      },
    });
  });

  test("leave nothing behind but the artefact", async () => {
    const [file = ""] = writeFiles({ "a.csv": "u,t,a\nx,2026-01-02,1\n" });
    expect(readdirSync((await ingest([resolved([file], roles)])).out).sort()).toEqual([
      ...["ingest.json", "set-aside.csv", "table-0-0.parquet"],
    ]);
  });
});
