import { describe, expect, it } from "vitest";
import type { ColumnRole, TableKind } from "../schema.ts";
import { arePlainRows } from "./plain-rows.ts";

function table(columns: Readonly<Record<string, ColumnRole>>, kind: TableKind = "users") {
  return { kind, columns: Object.entries(columns).map(([name, role]) => ({ name, role })) };
}

const money = [
  "amount",
  "Revenue",
  "total_amount",
  "discount",
  "page_views",
  "cartAdds",
  "Umsatz",
  "金额",
  "积分余额",
  "交易笔数",
  "登陆次数",
];

describe("rows that are no people", () => {
  it("are numbers, with an id or none, and a class that is known", () => {
    expect(arePlainRows([table({ x: "number", y: "number" })])).toBe(true);
    expect(arePlainRows([table({ id: "user", "petal length (cm)": "number", species: "label" })])).toBe(true);
    expect(arePlainRows([table({ sample_code: "user", pixel0: "ignore", pixel1: "number" })])).toBe(true);
  });

  it("are not where a name speaks of people or of buying", () => {
    for (const name of ["customer_id", "会员编号", "user", "PatientID"])
      expect(arePlainRows([table({ [name]: "user", x: "number" })]), name).toBe(false);
    for (const name of [
      "Age",
      "Annual Income (k$)",
      "num_orders",
      "TotalSpent",
      "recency",
      "消费金额",
      "年龄",
      ...money,
    ])
      expect(arePlainRows([table({ id: "user", [name]: "number" })]), name).toBe(false);
    expect(arePlainRows([table({ id: "user", x: "number", churn: "label" })])).toBe(false);
  });

  it("are not where there is more than numbers, or none", () => {
    expect(arePlainRows([table({ x: "number", city: "category" })])).toBe(false);
    expect(arePlainRows([table({ x: "number", note: "text" })])).toBe(false);
    expect(arePlainRows([table({ x: "number", mail: "personal" })])).toBe(false);
    expect(arePlainRows([table({ id: "user", kind: "label" })])).toBe(false);
    expect(arePlainRows([table({ x: "number" }), table({ x: "number" }, "transactions")])).toBe(false);
    expect(arePlainRows([])).toBe(false);
  });

  it("takes words whole: usage, image and coordinates are no people", () => {
    expect(arePlainRows([table({ image_usage: "number", stage: "number", border: "number" })])).toBe(true);
  });
});
