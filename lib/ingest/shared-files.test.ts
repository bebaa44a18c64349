import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CladeError } from "../core/errors.ts";
import { readSample } from "./file-sample.ts";
import { coreColumns } from "./reading/stored-names.ts";
import { groupFiles, resolveTables, toTableConfig } from "./resolve.ts";
import type { ResolvedTable } from "./schema.ts";

const data = join(process.env.CLADE_SHARED ?? join(import.meta.dirname, "../../../shared"), "data");

async function resolve(...files: string[]): Promise<ResolvedTable> {
  const paths = files.map((file) => join(data, file));
  const samples = new Map(await Promise.all(paths.map(async (path) => [path, await readSample(path)] as const)));
  const [table, ...others] = resolveTables(groupFiles(paths, samples), samples);
  if (!table || others.length > 0) throw new Error("not one table");
  expect(resolveTables([toTableConfig(table)], samples)).toEqual([table]);
  return table;
}

/** "InvoiceNo order · StockCode item · …", without the columns of plain numbers and categories. */
function special(table: ResolvedTable): string {
  const columns = table.columns.filter(({ role }) => role !== "number" && role !== "category");
  return columns.map(({ name, role }) => `${name} ${role}`).join(" · ");
}

async function refusal(file: string): Promise<string> {
  try {
    return `read as ${special(await resolve(file))}`;
  } catch (error) {
    if (error instanceof CladeError) {
      const { role, problem = "" } = error.details;
      return `${error.code} ${role ?? (typeof problem === "object" ? problem.en : problem)}`.trim();
    }
    throw error;
  }
}

describe.skipIf(!existsSync(data))("the real files of ../shared (skipped where it is absent)", () => {
  test("Online Retail: four parts of one table", async () => {
    const folder = "transactions/online_retail";
    const table = await resolve(...[1, 2, 3, 4].map((part) => `${folder}/online_retail_part${part}.csv.gz`));
    expect(table).toMatchObject({
      kind: "transactions",
      linesBeforeData: 1,
      hasHeader: true,
      encoding: "utf-8",
      separator: ",",
      quote: '"',
    });
    expect(table).toMatchObject({
      decimal: ".",
      dateOrder: "ymd",
      timeFormats: ["%Y-%m-%d %H:%M:%S"],
      timeZone: "UTC",
    });
    expect(special(table)).toBe(
      "InvoiceNo order · StockCode item · Description text · Quantity quantity · InvoiceDate time · UnitPrice price · CustomerID user",
    );
    expect(table.recipe).toMatchObject({
      dropDuplicates: false,
      leaveOutStatuses: [],
      currency: null,
      repairIds: true,
      returnOrderPrefix: "C",
    });
    expect(table.recipe.nonProductItems).toEqual(
      expect.arrayContaining(["POST", "DOT", "M", "D", "S", "C2", "BANK CHARGES", "AMAZONFEE", "CRUK", "gift_0001_*"]),
    );
    expect(table.notes[0]?.en).toContain("“CustomerID”");
  });

  test("each part alone reads as the four together", async () => {
    for (const part of [1, 2, 3, 4]) {
      const table = await resolve(`transactions/online_retail/online_retail_part${part}.csv.gz`);
      expect(table.recipe).toMatchObject({ repairIds: true, returnOrderPrefix: "C" });
      expect(table.recipe.nonProductItems.length).toBeGreaterThan(8);
    }
  });

  test("CDNOW: runs of blanks, leading zeros, yyyymmdd", async () => {
    const table = await resolve("transactions/CDNOW_master.txt.gz");
    expect(table).toMatchObject({
      kind: "transactions",
      separator: "whitespace",
      linesBeforeData: 1,
      timeFormats: ["%Y%m%d"],
    });
    expect(special(table)).toBe("customer_id user · date time · number_of_cds quantity · dollar_value amount");
    expect(table.recipe.repairIds).toBe(false);
  });

  test("Complete Journey: baskets", async () => {
    expect(special(await resolve("transactions/complete_journey/transactions_sample.csv.gz"))).toBe(
      "household_id user · basket_id order · product_id item · quantity quantity · sales_value amount · transaction_timestamp time",
    );
    expect(special(await resolve("transactions/complete_journey/demographics.csv.gz"))).toBe("household_id user");
  });

  test.each([
    [
      "events/taobao_UserBehavior_part.csv.gz",
      "events",
      "column_1 user · column_2 item · column_3 category · column_4 event · column_5 time",
    ],
    ["text/banking77_test.csv", "texts", "text text"],
    ["text/online_shopping_10_cats.zip", "texts", "review text"],
    ["customers/ecommerce_churn.xlsx", "users", "CustomerID user"],
    ["transactions/complete_journey/products.csv.gz", "items", "product_id item · department category"],
  ])("%s is a table of %s", async (file, kind, columns) => {
    const table = await resolve(file);
    const own = Object.keys(coreColumns[table.kind]);
    const found = table.columns.filter(({ role }) => own.includes(role)).map(({ name, role }) => `${name} ${role}`);
    expect([table.kind, found.join(" · ")]).toEqual([kind, columns]);
  });

  test.each([
    ["transactions/complete_journey/coupons.csv.gz", "MISSING_ROLE user"],
    ["transactions/complete_journey/campaign_descriptions.csv.gz", "MISSING_ROLE user"],
    ["transactions/complete_journey/campaigns.csv.gz", "MISSING_ROLE time"],
    ["transactions/complete_journey/coupon_redemptions.csv.gz", "MISSING_ROLE amount"],
    ["badinput/blns/blns.json", "NOT_A_TABLE it is JSON; save it as CSV"],
    ["badinput/blns/blns.txt", "NOT_A_TABLE it has one column, and that holds no numbers"],
    ["clustering/sipu/a1.txt", "NOT_A_TABLE it has one column, and that holds no numbers"],
    ["embeddings/embeddings_778x384.f32", "NOT_A_TABLE it holds binary data, not text"],
    ["customers", "FILE_UNREADABLE it is not a file"],
    ["customers/nobody.csv", "FILE_NOT_FOUND"],
  ])("%s is refused: %s", async (file, expected) => {
    expect(await refusal(file)).toBe(expected);
  });

  test("tables of users", async () => {
    const mall = await resolve("customers/Mall_Customers.csv");
    expect(mall.columns.map(({ role }) => role)).toEqual(["user", "category", "number", "number", "number"]);
    const marketing = await resolve("customers/marketing_campaign.csv");
    expect(marketing).toMatchObject({ kind: "users", separator: ";", encoding: "utf-8", timeFormats: ["%Y-%m-%d"] });
    expect(marketing.columns).toHaveLength(29);
    expect(special(marketing)).toBe(
      "ID user · Dt_Customer time · Z_CostContact ignore · Z_Revenue ignore · Response label",
    );
    expect(special(await resolve("experiments/cookie_cats.csv.gz"))).toBe("userid user");
  });

  test("the same table in UTF-16 with tabs has the same columns", async () => {
    const tabs = await resolve("badinput/encodings_derived/marketing_campaign_tab_utf16.tsv");
    expect(tabs).toMatchObject({ encoding: "utf-16le", separator: "\t" });
    expect(special(tabs)).toBe(special(await resolve("customers/marketing_campaign.csv")));
  });

  test.each([
    ["customers/online_shoppers_intention.csv.gz", "Revenue label"],
    ["experiments/hillstrom.csv.gz", "conversion label"],
    ["clustering/iris.csv", "target label"],
    ["clustering/wine.csv", "target label"],
    ["clustering/toy_moons.csv", "label label"],
    ["clustering/sipu/s1.data.gz", ""],
    ["clustering/fcps/hepta.data.gz", ""],
  ])("%s has no key, so its rows are the users", async (file, expected) => {
    const table = await resolve(file);
    expect(table.kind).toBe("users");
    expect(special(table)).toBe(expected);
    expect(table.notes.at(-1)?.en).toMatch(
      file.startsWith("clustering/") ? /each row goes by its number/ : /each row is one/,
    );
  });

  test.each([
    ["crlf_semicolon.csv", "utf-8", ";"],
    ["gb18030.csv", "gb18030", ","],
    ["gbk.csv", "gb18030", ","],
    ["truncated_mid_char.csv", "utf-8", ","],
    ["utf16be_nobom.csv", "utf-16be", ","],
    ["utf16le_bom.csv", "utf-16le", ","],
    ["utf8_bom.csv", "utf-8", ","],
  ])("waimai_800_%s is %s with %j", async (file, encoding, separator) => {
    const table = await resolve(`badinput/encodings_derived/waimai_800_${file}`);
    expect(table).toMatchObject({ encoding, separator, hasHeader: true, linesBeforeData: 1 });
    expect(special(table)).toBe("label label · review text");
  });

  test("half UTF-8, half GBK: the majority, and it is said", async () => {
    const table = await resolve("badinput/encodings_derived/waimai_mixed_utf8_then_gbk.csv");
    expect(table.notes[0]?.en).toMatch(/encodings are mixed/);
  });

  const spectrum = join(data, "badinput/csv-spectrum/csvs");
  test.each(existsSync(spectrum) ? readdirSync(spectrum) : [])("csv-spectrum %s has its header found", async (file) => {
    const table = await resolve(`badinput/csv-spectrum/csvs/${file}`);
    expect(table).toMatchObject({ kind: "users", separator: ",", quote: '"', hasHeader: true, linesBeforeData: 1 });
  });
});
