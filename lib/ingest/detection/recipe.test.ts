import { describe, expect, test } from "vitest";
import type { ColumnRole, Recipe } from "../schema.ts";
import { profileColumn } from "./profile.ts";
import { needsRepair, suggestRecipe } from "./recipe.ts";

/** Columns by role, each with its cells. */
function suggest(columns: Partial<Record<ColumnRole, readonly string[]>>, complete = true): Recipe {
  const entries = Object.entries(columns) as [ColumnRole, readonly string[]][];
  return suggestRecipe({
    ...{ complete, decimal: "." },
    roles: entries.map(([role]) => role),
    columns: entries.map(([, cells]) => cells),
    profiles: entries.map(([role, cells]) => profileColumn(role, cells, ".")),
  });
}
const times = (cell: string, count: number) => new Array<string>(count).fill(cell);

describe("lines that are no products", () => {
  test("are all codes that shops of this kind use, where one of them is seen", () => {
    const { nonProductItems } = suggest({ item: ["22423", "POST", "85123A"] });
    expect(nonProductItems).toEqual(expect.arrayContaining(["POST", "DOT", "BANK CHARGES"]));
    expect(suggest({ item: ["22423", "85123A", "M1"] }).nonProductItems).toEqual([]);
  });

  test("are items that are mostly called so, whatever their code; a product once called postage stays one", () => {
    const item = ["P-9", "P-9", "P-9", "A1", "A1", "A1"];
    const text = ["Postage", "postage", "red cup", "cup", "cup", "postage"];
    expect(suggest({ item, text }).nonProductItems).toEqual(["P-9"]);
    expect(suggest({ item: ["补差价链接", "杯子", "运费险"] }).nonProductItems).toEqual(["补差价链接", "运费险"]);
  });

  test("need a column of items, and are never endless", () => {
    expect(suggest({ text: ["postage"] }).nonProductItems).toEqual([]);
    const many = Array.from({ length: 500 }, (_, i) => `code-${i}`);
    expect(suggest({ item: many, text: times("postage", 500) }).nonProductItems).toHaveLength(200);
  });
});

describe("statuses that are left out", () => {
  test("are those seen in a file that was read whole, as they are written there", () => {
    expect(
      suggest({ status: ["Paid", "CANCELLED", "Refunded", "pending_payment"] }).leaveOutStatuses.toSorted(),
    ).toEqual([...["CANCELLED", "pending_payment"]]);
  });

  test("are in a longer file those that may still come as well, in the file's language", () => {
    const chinese = suggest({ status: ["交易成功", "交易关闭"] }, false).leaveOutStatuses;
    expect(chinese).toEqual(expect.arrayContaining(["交易关闭", "待付款", "已取消"]));
    expect(chinese).not.toContain("cancelled");
    const english = suggest({ status: ["Paid", "Voided"] }, false).leaveOutStatuses;
    expect(english).toEqual(expect.arrayContaining(["Voided", "unpaid"]));
    expect(english.filter((word) => word.toLowerCase() === "voided")).toEqual(["Voided"]);
    expect(english).not.toContain("已取消");
  });

  test("are none without a column of statuses, or in an empty one", () => {
    expect(suggest({ item: ["a"] }, false).leaveOutStatuses).toEqual([]);
    expect(suggest({ status: ["", ""] }, false).leaveOutStatuses).toEqual([]);
  });
});

describe("returns", () => {
  test("are told by a letter before the order's number that goes with negative lines", () => {
    const order = ["536365", "536366", "C536379", "C536383", "536370"];
    expect(suggest({ order, quantity: ["6", "2", "-1", "-4", "3"] }).returnOrderPrefix).toBe("C");
    expect(suggest({ order, amount: ["6", "2", "-1.50", "-4", "3"] }).returnOrderPrefix).toBe("C");
  });

  test("are not where the letter stands before sales too, before one order, or before most of them", () => {
    const mixed = ["C1", "C2", "C3", "4", "5", "6"];
    expect(suggest({ order: mixed, quantity: ["-1", "2", "3", "4", "5", "6"] }).returnOrderPrefix).toBeNull();
    expect(suggest({ order: ["C1", "2", "3"], quantity: ["-1", "1", "1"] }).returnOrderPrefix).toBeNull();
    expect(suggest({ order: ["SO-1", "SO-2", "SO-3"], quantity: ["-1", "-1", "-1"] }).returnOrderPrefix).toBeNull();
    expect(suggest({ order: ["1", "2"], quantity: ["-1", "-1"] }).returnOrderPrefix).toBeNull();
  });

  test("are not told without orders or amounts", () => {
    expect(suggest({ quantity: ["-1"] }).returnOrderPrefix).toBeNull();
    expect(suggest({ order: ["C1", "C2"] }).returnOrderPrefix).toBeNull();
  });
});

describe("one currency", () => {
  test("is the table's where every row of a whole file has it", () => {
    expect(suggest({ currency: ["EUR", "EUR"] }).currency).toBe("EUR");
    expect(suggest({ currency: ["EUR", ""] }).currency).toBeNull();
    expect(suggest({ currency: ["EUR", "USD"] }).currency).toBeNull();
    expect(suggest({ currency: ["EUR", "EUR"] }, false).currency).toBeNull();
  });
});

describe("ids that a spreadsheet or a column of floats went through", () => {
  const isDamaged = (cells: readonly string[]) => needsRepair(profileColumn("user", cells, "."));

  test("are repaired: as text, in powers of ten, with a point and zeros", () => {
    expect(isDamaged(['="00123"', '="00124"'])).toBe(true);
    expect(isDamaged(["1.23E+15", "1.24e+15"])).toBe(true);
    expect(isDamaged(["17850.0", "13047.0"])).toBe(true);
    expect(isDamaged([...times("17850", 150), '="17850"'])).toBe(false);
  });

  test("are left alone where they were always so", () => {
    expect(isDamaged(["17850", "13047"])).toBe(false);
    expect(isDamaged(["a1e+5b", "x.0", ""])).toBe(false);
    expect(isDamaged([])).toBe(false);
  });

  test("matter of users, orders and items, not of quantities", () => {
    expect(suggest({ user: ["17850.0", "13047.0"] }).repairIds).toBe(true);
    expect(suggest({ quantity: ["6.0", "2.0"], user: ["a", "b"] }).repairIds).toBe(false);
  });
});
