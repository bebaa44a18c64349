import { describe, expect, it } from "vitest";
import { nameOf } from "./name-of.ts";

const named = (...names: string[]) => nameOf(names.map((name) => ({ name })));

describe("nameOf", () => {
  it("is the file's name without its ending", () => {
    expect(named("Online Retail.csv")).toBe("Online Retail");
  });

  it("is what several names share, without what dangles", () => {
    expect(named("orders_part_1.csv", "orders_part_2.csv")).toBe("orders");
    expect(named("shop-users.csv", "shop-orders.csv")).toBe("shop");
  });

  it("is the first name where they share next to nothing", () => {
    expect(named("users.csv", "orders.csv")).toBe("users");
  });

  it("fits the name of a dataset", () => {
    expect(named(`${"数据".repeat(100)}.csv`)).toHaveLength(120);
  });
});
