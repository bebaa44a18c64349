import { describe, expect, test } from "vitest";
import { z } from "zod";
import { DatasetDetailDto, DescribeDataset, QuarantineQuery } from "./dataset-schema.ts";
import { toTableConfig } from "./resolve.ts";

describe("DescribeDataset", () => {
  test.each(["__proto__", "constructor", "toString", "订单"])(
    "a column called %s gets its role like any other",
    (name) => {
      const sent = JSON.parse(`{"tables":[{"columns":{"${name}":"user","amount":"amount"}}]}`) as unknown;
      const columns = DescribeDataset.parse(sent).tables?.[0]?.columns ?? {};
      expect(Object.entries(columns)).toEqual([
        [name, "user"],
        ["amount", "amount"],
      ]);
      expect(Object.getPrototypeOf(columns)).toBe(Object.prototype);
    },
  );

  test("a role that there is not is refused by its place", () => {
    const sent = { tables: [{ columns: { amount: "money" } }] };
    const [issue] = DescribeDataset.safeParse(sent).error?.issues ?? [];
    expect(issue?.path).toEqual(["tables", 0, "columns", "amount"]);
    expect(issue?.message).toContain("write one of the roles");
  });

  test("what was decided comes back as it was sent", () => {
    const columns = [{ name: "__proto__", role: "user", reason: { en: "it looks so", zh: "看起来如此" } }] as const;
    const config = toTableConfig({
      ...{
        kind: "users",
        files: ["u"],
        columns,
        linesBeforeData: 1,
        hasHeader: true,
        encoding: "utf-8",
        separator: ",",
      },
      ...{ quote: '"', decimal: ".", dateOrder: "ymd", timeFormats: [], timeZone: "UTC", notes: [] },
      recipe: {
        ...{ dropDuplicates: false, nonProductItems: [], leaveOutStatuses: [] },
        ...{ currency: null, repairIds: false, returnOrderPrefix: null },
      },
    });
    const { tables } = DescribeDataset.parse(JSON.parse(JSON.stringify({ tables: [config] })));
    expect(tables).toEqual([config]);
  });
});

test("a page of quarantined rows has bounds", () => {
  expect(QuarantineQuery.parse({})).toEqual({ offset: 0, limit: 50 });
  for (const query of [
    { limit: "0" },
    { limit: "201" },
    { offset: "-1" },
    { offset: "x" },
    { reason: "ugly" },
    { page: "2" },
  ])
    expect(QuarantineQuery.safeParse(query).success).toBe(false);
});

test("the API says whether rows are people", () => {
  const summary = DatasetDetailDto.shape.summary.unwrap() as unknown as z.ZodObject;
  expect(z.toJSONSchema(summary).properties).toHaveProperty("unit.const", "row");
  expect(z.toJSONSchema(summary).required).not.toContain("unit");
});
