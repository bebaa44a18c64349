import { describe, expect, test } from "vitest";
import { codeOf, lines, resolve, rolesOf } from "./fixtures/resolve-text.ts";
import type { TableConfig } from "./schema.ts";

const taobao = [
  "订单编号,买家会员名,买家实际支付金额,订单状态,收货人姓名,联系手机,订单创建时间,宝贝标题,宝贝总数量,订单备注",
  '="2101",小王的店,59.00,交易成功,王**,138****1234,2026/1/5 9:07,纯棉毛巾,2,',
  '="2102",阿明,120.50,买家已付款,李**,139****8888,2026/1/5 10:15,陶瓷杯,1,请尽快发货',
  '="2103",小王的店,9.90,交易关闭,王**,138****1234,2026/1/6 21:00,邮费,1,',
  '="2104",lily_99,35.00,等待买家付款,张**,137****0000,2026/1/13 8:30,纯棉毛巾,1,',
  '="2105",阿明,88.00,退款成功,李**,139****8888,2026/1/14 12:00,台灯,1,',
].join("\n");

describe("transactions", () => {
  test("a Taobao export: the account is the key, masked names and phones are personal, unpaid orders are left out", () => {
    const table = resolve(taobao);
    expect(table.kind).toBe("transactions");
    expect(rolesOf(table)).toEqual({
      订单编号: "order",
      买家会员名: "user",
      买家实际支付金额: "order-total",
      订单状态: "status",
      收货人姓名: "personal",
      联系手机: "personal",
      订单创建时间: "time",
      宝贝标题: "item",
      宝贝总数量: "quantity",
      订单备注: "text",
    });
    expect(table.recipe).toEqual({
      dropDuplicates: false,
      nonProductItems: ["邮费"],
      leaveOutStatuses: ["交易关闭", "等待买家付款"],
      currency: null,
      repairIds: true,
      returnOrderPrefix: null,
    });
    expect(table.timeFormats).toEqual(["%Y/%m/%d %H:%M"]);
    expect(table.notes.some((note) => note.zh.includes("订单编号"))).toBe(true);
  });

  test("of several sums of an order, what the buyer really paid", () => {
    const text = `订单编号,买家会员名,买家应付货款,总金额,买家实际支付金额,订单创建时间\n${lines(20, (i) => `${2100 + i},阿${i % 5},59.00,64.00,${50 + i}.00,2026-01-${10 + i}`)}`;
    expect(rolesOf(resolve(text))).toMatchObject({
      买家应付货款: "ignore",
      总金额: "ignore",
      买家实际支付金额: "order-total",
    });
  });

  test("a German export: its names, decimal commas and days in front", () => {
    const text = `Kundennr;Bestellnummer;Bestelldatum;Artikel;Menge;Einzelpreis;Gesamtbetrag;Bestellstatus\n${lines(20, (i) => `${100 + (i % 6)};B${i};${10 + i}.01.2026;${i % 2 ? "Hose" : "Hemd"};${1 + (i % 3)};1.249,50;${1 + (i % 3)}.249,50;${i % 5 ? "versandt" : "storniert"}`)}`;
    const table = resolve(text);
    expect(table).toMatchObject({ kind: "transactions", decimal: ",", dateOrder: "dmy" });
    expect(rolesOf(table)).toEqual({
      Kundennr: "user",
      Bestellnummer: "order",
      Bestelldatum: "time",
      Artikel: "item",
      Menge: "quantity",
      Einzelpreis: "price",
      Gesamtbetrag: "amount",
      Bestellstatus: "status",
    });
    expect(table.recipe.leaveOutStatuses).toEqual(["storniert"]);
  });

  test("ids that became floats are repaired, and said", () => {
    const text = `CustomerID,InvoiceNo,InvoiceDate,Quantity,UnitPrice\n${lines(9, (i) => `${17850 + (i % 3)}.0,${i},2010-12-0${i + 1} 08:26:00,2,2.55`)}`;
    const table = resolve(text);
    expect(table.recipe.repairIds).toBe(true);
    expect(table.notes[0]?.en).toMatch(/“CustomerID”.*17850\.0.* restored /);
    expect(resolve(text, { recipe: { repairIds: false } }).notes[0]?.en).toMatch(/ kept like that /);
  });

  test("leading zeros and plain codes need no repair", () => {
    const text = `customer_id,date,amount\n${lines(9, (i) => `0000${i % 3},2010-12-0${i + 1},2.5`)}`;
    expect(resolve(text).recipe.repairIds).toBe(false);
  });

  test("money that repeats on the lines of an order is the order's, the other the line's, whatever the names say", () => {
    const rows = lines(
      12,
      (i) => `o${i >> 1},ann${i % 4},2026-01-${10 + (i >> 1)},sku${i},${i + 0.5},${(i >> 1) * 10 + 5}`,
    );
    expect(rolesOf(resolve(`order_id,customer_id,order_date,sku,amount,total_price\n${rows}`))).toMatchObject({
      amount: "amount",
      total_price: "order-total",
    });
    expect(rolesOf(resolve(`order_id,customer_id,order_date,sku,order_total,amount\n${rows}`))).toMatchObject({
      order_total: "amount",
      amount: "order-total",
    });
  });

  test("returns are told by the letter that goes with negative quantities", () => {
    const rows = lines(
      40,
      (i) => `${i % 10 === 9 ? "C" : ""}${500 + i},ann${i % 5},2026-01-01,${i % 10 === 9 ? -1 : 3},5`,
    );
    expect(resolve(`InvoiceNo,CustomerID,InvoiceDate,Quantity,UnitPrice\n${rows}`).recipe.returnOrderPrefix).toBe("C");
    const web = lines(40, (i) => `${i % 2 === 0 ? "W" : ""}${500 + i},ann${i % 5},2026-01-01,3,5`);
    expect(resolve(`InvoiceNo,CustomerID,InvoiceDate,Quantity,UnitPrice\n${web}`).recipe.returnOrderPrefix).toBeNull();
  });

  test("postage and the like are found by their codes and by their names", () => {
    const rows = (items: string[]) =>
      lines(9, (i) => `${i},ann${i % 3},2026-01-0${i + 1},${items[i % items.length]},1,2.5`);
    const header = "order id,customer id,date,product id,product name,quantity,price";
    const named = resolve(`${header}\n${rows(["85123A,LANTERN", "X1,Postage", "X2,运费"])}`);
    expect(named.recipe.nonProductItems).toEqual(["X1", "X2"]);
    const coded = resolve(`${header}\n${rows(["85123A,LANTERN", "POST,?", "22423,CAKESTAND"])}`);
    expect(coded.recipe.nonProductItems).toContain("gift_0001_*");
    const sizes = resolve(`${header}\n${rows(["M,Shirt", "S,Shirt"])}`);
    expect(sizes.recipe.nonProductItems).toEqual([]);
  });

  test("one line that is called postage does not make its item so", () => {
    const rows = lines(9, (i) => `${i},ann${i % 3},2026-01-0${i + 1},X${i % 2},${i === 3 ? "postage" : "Mug"},1,2.5`);
    expect(
      resolve(`order id,customer id,date,product id,product name,quantity,price\n${rows}`).recipe.nonProductItems,
    ).toEqual([]);
  });

  test("a Shopify export: orders marked with #, the fuller of two dates, what else would fit is said", () => {
    const header =
      "Name,Email,Financial Status,Paid at,Accepts Marketing,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem sku";
    const row = (i: number) =>
      `#${1001 + (i >> 1)},u${(i >> 1) % 5}@x.com,${i % 4 ? "paid" : "pending"},${i % 4 ? "2026-01-05 10:00:00 +0800" : ""},${i % 2 ? "yes" : "no"},${50 + (i >> 1)},${58 + (i >> 1)},2026-01-0${1 + (i >> 1)} 09:00:00 +0800,${1 + (i % 2)},Tee ${i % 5},SKU-${i % 5}`;
    const table = resolve(`${header}\n${lines(18, row)}`);
    expect(rolesOf(table)).toMatchObject({
      Name: "order",
      Email: "user",
      "Financial Status": "status",
      "Accepts Marketing": "consent",
    });
    expect(rolesOf(table)).toMatchObject({
      "Created at": "time",
      "Paid at": "ignore",
      "Lineitem sku": "item",
      Subtotal: "order-total",
    });
    expect(table.timeFormats).toEqual(["%Y-%m-%d %H:%M:%S %z"]);
    expect(table.notes.map(({ en }) => en).join()).toMatch(
      /“Subtotal” is taken as the order total; “Total” would fit as well/,
    );
  });

  test("long codes are no text", () => {
    const code = (i: number) => (i * 7919).toString(16).padStart(32, "0");
    const rows = lines(20, (i) => `${code(i)},${code(i + 50)},${code(i % 5)},2026-01-${10 + i},5.5`);
    expect(rolesOf(resolve(`order_id,customer_id,customer_unique_id,order_date,amount\n${rows}`))).toMatchObject({
      order_id: "order",
      customer_id: "ignore",
      customer_unique_id: "user",
    });
  });

  test("a currency is kept to where the whole file has one; several are left to be chosen", () => {
    const text = (currency: (i: number) => string) =>
      `customer id,date,amount,currency\n${lines(9, (i) => `c${i % 3},2026-01-0${i + 1},5.5,${currency(i)}`)}`;
    expect(resolve(text(() => "EUR")).recipe.currency).toBe("EUR");
    expect(
      resolve(
        text(() => "EUR"),
        {},
        true,
      ).recipe.currency,
    ).toBeNull();
    expect(resolve(text((i) => (i % 2 ? "EUR" : "USD"))).recipe.currency).toBeNull();
  });

  test("a file without names: its values speak", () => {
    const table = resolve(lines(30, (i) => `0000${i % 7},199701${10 + (i % 20)},${1 + (i % 3)},${10 + i}.77`));
    expect(table.hasHeader).toBe(false);
    expect(table.columns.map(({ role }) => role)).toEqual(["user", "time", "quantity", "amount"]);
  });

  test("an e-mail address serves as the key where nothing better does", () => {
    const rows = lines(12, (i) => `${1000 + i},u${i % 4}@shop.example,2026-01-${10 + i},${i}.5,paid`);
    expect(rolesOf(resolve(`id,email,created_at,total,financial_status\n${rows}`))).toMatchObject({
      id: "order",
      email: "user",
      created_at: "time",
      total: "amount",
      financial_status: "status",
    });
  });

  test("semicolons, decimal commas and days in front", () => {
    const table = resolve(
      `Kunde;customer_id;date;amount\n${lines(20, (i) => `x;${i % 5};${i + 1}.03.2026 10:00;1.234,5${i % 10}`)}`,
    );
    expect(table).toMatchObject({ separator: ";", decimal: ",", dateOrder: "dmy", timeFormats: ["%d.%m.%Y %H:%M"] });
    expect(rolesOf(table).amount).toBe("amount");
  });

  test("dates that could be either are said to be", () => {
    const table = resolve(`customer_id,date,amount\n${lines(9, (i) => `${i % 3},0${i + 1}/02/2026,5.5`)}`);
    expect(table.dateOrder).toBe("dmy");
    expect(table.notes.some(({ en }) => en.includes("day first"))).toBe(true);
    expect(resolve(`customer_id,date,amount\n1,01/02/2026,5\n1,01/13/2026,6\n2,01/14/2026,7`).dateOrder).toBe("mdy");
  });

  test("ids and sums in the range of unix times are no times", () => {
    const rows = lines(
      20,
      (i) => `${1_500_000_000 + (i % 6) * 1_234_567},2026-01-${10 + i},${1_200_000_000 + i * 50_000}`,
    );
    expect(rolesOf(resolve(`user_id,order_date,amount\n${rows}`))).toEqual({
      user_id: "user",
      order_date: "time",
      amount: "amount",
    });
    const unix = lines(20, (i) => `u${i % 6},${1_500_000_000 + i * 86_400},${i}.5`);
    expect(rolesOf(resolve(`user_id,timestamp,amount\n${unix}`))).toEqual({
      user_id: "user",
      timestamp: "time",
      amount: "amount",
    });
  });

  test("the second date is no second time", () => {
    const rows = lines(9, (i) => `${i % 3},2026-01-0${i + 1},2026-01-1${i},5.5`);
    expect(rolesOf(resolve(`customer_id,ship_date,order_date,amount\n${rows}`))).toMatchObject({
      order_date: "time",
      ship_date: "ignore",
    });
  });
});

describe("what the config says stands", () => {
  const text = `a,b,c,d\n${lines(9, (i) => `x${i % 3},2026-01-0${i + 1},${i}.5,${i % 2}`)}`;

  test("roles, with what they displace", () => {
    const table = resolve(text, { kind: "transactions", columns: { a: "user", c: { role: "amount", reason: "net" } } });
    expect(rolesOf(table)).toEqual({ a: "user", b: "time", c: "amount", d: "number" });
    expect(table.columns[0]?.reason.en).toBe("Set in the config.");
  });

  test("everything about the reading", () => {
    const config: Partial<TableConfig> = {
      header: 2,
      encoding: "gb18030",
      separator: ";",
      quote: "'",
      decimal: ",",
      dateOrder: "mdy",
      timeZone: "Asia/Shanghai",
    };
    expect(resolve("x\nid;v\n'a';1\n'b';2\n", config)).toMatchObject({
      linesBeforeData: 2,
      hasHeader: true,
      encoding: "gb18030",
      separator: ";",
      quote: "'",
      decimal: ",",
      dateOrder: "mdy",
      timeZone: "Asia/Shanghai",
    });
  });

  test("wrong names and doubled roles are refused by name", () => {
    expect(codeOf(() => resolve(text, { columns: { nope: "user" } }))).toEqual([
      "UNKNOWN_COLUMN",
      { file: "shop.csv", column: "nope", columns: "a, b, c, d" },
    ]);
    expect(codeOf(() => resolve(text, { columns: { a: "user", d: "user" } }))).toEqual([
      "DUPLICATE_ROLE",
      { file: "shop.csv", role: "user", columns: "a, d" },
    ]);
  });
});

describe("what cannot be used is refused with the reason", () => {
  test("letters of Windows-1252 in a good part of the lines, which would all be lost", () => {
    const text = `user_id,city,age\n${lines(40, (i) => `u${i},${i % 2 ? "Köln" : "Bonn"},${20 + i}`)}`;
    const bytes = new Uint8Array(Buffer.from(text, "latin1"));
    const [code, details] = codeOf(() => resolve(bytes));
    const both = { en: expect.stringContaining("UTF-8"), zh: expect.stringContaining("UTF-8") };
    expect([code, details.problem]).toEqual(["FILE_UNREADABLE", both]);
  });

  test("masked names as the only key, by line and value", () => {
    const text = `收货人姓名,下单时间,金额\n${lines(6, (i) => `${"王李张"[i % 3]}**,2026-01-0${i + 1},5.5`)}`;
    expect(codeOf(() => resolve(text))).toEqual([
      "MASKED_USER",
      { column: "收货人姓名", file: "shop.csv", value: "王**", line: 2 },
    ]);
    expect(codeOf(() => resolve(taobao, { columns: { 收货人姓名: "user" } }))[0]).toBe("MASKED_USER");
    expect(
      codeOf(() => resolve(`customer_name,date,amount\n${lines(6, (i) => `j***n,2026-01-0${i + 1},5.5`)}`))[0],
    ).toBe("MASKED_USER");
  });

  test.each([
    ["user", `order_id,order_date,amount\n${lines(9, (i) => `${i},2026-01-0${i + 1},5.5`)}`],
    ["time", `customer_id,amount\n${lines(9, (i) => `c${i % 3},5.5`)}`],
    ["amount", `customer_id,date,page\n${lines(9, (i) => `c${i % 3},2026-01-0${i + 1},home`)}`],
    ["user", `campaign_id,brand,weight\n${lines(9, (i) => `p${i},x${i % 2},${i}`)}`],
  ])("no column for %s", (role, text) => {
    expect(codeOf(() => resolve(text))).toMatchObject(["MISSING_ROLE", { role, file: "shop.csv" }]);
  });

  test.each([
    ["FILE_EMPTY", "\uFEFF"],
    ["FILE_EMPTY", "\n\n  \n"],
    ["FILE_EMPTY", "customer_id,date,amount\n"],
    ["NOT_A_TABLE", '{"a": [1, 2]}'],
    ["NOT_A_TABLE", '[{"a": 1}]'],
    ["NOT_A_TABLE", "<!DOCTYPE html><table><tr><td>1</td></tr></table>"],
    [
      "NOT_A_TABLE",
      "Dear all,\nthis is a letter.\nIt has lines, and commas, as letters do.\nIt goes on, and on.\n\nIn the end, as all letters,\nit ends.\nBest, Ann\n",
    ],
    ["TOO_MANY_COLUMNS", `${"x,".repeat(5000)}\n${"1,".repeat(5000)}\n`],
  ])("%s", (code, text) => {
    expect(codeOf(() => resolve(text))[0]).toBe(code);
  });

  test("4,096 columns are read", () => {
    const row = (cell: (j: number) => string) => Array.from({ length: 4096 }, (_, j) => cell(j)).join(",");
    expect(resolve(`${row((j) => `f${j}`)}\n${row((j) => `${j}`)}\n${row((j) => `${j + 1}`)}\n`).columns).toHaveLength(
      4096,
    );
  });

  test("a first row that is larger than the sample", () => {
    const text = `id,note\n1,${"x".repeat(400_000)}`;
    expect(codeOf(() => resolve(text, {}, true))).toMatchObject(["CELL_TOO_LARGE", { line: 2 }]);
  });
});
