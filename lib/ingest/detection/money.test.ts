import fc from "fast-check";
import { expect, test } from "vitest";
import { repeatsInOrders, settleMoney } from "./money.ts";

test("the same on every line of an order, or not", () => {
  const orders = ["1", "1", "2", "2", "2", "3", "3", "4"];
  expect(repeatsInOrders(orders, ["5", "5", "7", "7", "7", "9", "9", "1"])).toBe(true);
  expect(repeatsInOrders(orders, ["5", "6", "7", "8", "9", "9", "8", "1"])).toBe(false);
});

test("fewer than three orders with two lines leave it open", () => {
  expect(repeatsInOrders(["1", "1", "2", "2", "3"], ["5", "5", "7", "7", "9"])).toBeUndefined();
  expect(repeatsInOrders([], [])).toBeUndefined();
});

test("one odd order in twenty does not overturn the rest", () => {
  const orders = Array.from({ length: 60 }, (_, i) => `o${i >> 1}`);
  const cells = orders.map((order, i) => (order === "o7" ? `${i}` : order));
  expect(repeatsInOrders(orders, cells)).toBe(true);
});

test("the order of the rows does not matter", () => {
  const row = fc.tuple(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("1", "2"));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const split = (list: typeof rows) =>
        repeatsInOrders(
          list.map(([order]) => order),
          list.map(([, cell]) => cell),
        );
      expect(split([...rows].reverse())).toBe(split(rows));
    }),
  );
});

test("values overrule the name, at the name's weight; other roles stay", () => {
  const reason = { en: "", zh: "" };
  const candidates = [
    { role: "amount", score: 0.9, reason },
    { role: "order-total", score: 0.4, reason },
    { role: "number", score: 0.1, reason },
  ] as const;
  expect(settleMoney(candidates, true).map(({ role, score }) => [role, score])).toEqual([
    ["order-total", 0.9],
    ["number", 0.1],
  ]);
  expect(settleMoney(candidates, false).map(({ role }) => role)).toEqual(["amount", "number"]);
  expect(settleMoney(candidates, undefined)).toEqual(candidates);
});
