import { describe, expect, it } from "vitest";
import { FixedSegment } from "../../../lib/clustering/rules-schema.ts";
import { settingsOf } from "../run-draft.ts";
import {
  condition,
  conditionsOf,
  countRules,
  limitsProblem,
  repeatedNames,
  sideOf,
  sidesOf,
  typedId,
  writtenName,
  writtenValue,
} from "./rules-draft.ts";

const rule = (where: object[]) => ({ name: "VIP", where }) as FixedSegment;

it("lets somebody write an id with a blank within it, letter by letter", () => {
  let shown = "";
  for (const letter of "Shop 12 ") shown = typedId(shown + letter, (shown + letter).trim());
  expect(shown).toBe("Shop 12 ");
  expect(typedId("Shop 12", "")).toBe("");
});

describe("a condition", () => {
  it.each([
    ["atLeast", "1000", { feature: "spend", atLeast: 1000 }],
    ["atMost", " -2.5 ", { feature: "spend", atMost: -2.5 }],
    ["is", "France", { feature: "spend", is: "France" }],
  ] as const)("is what is typed: %s %s", (side, text, expected) => {
    const made = condition("spend", side, text);
    expect(made).toEqual(expected);
    expect([sideOf(made), writtenValue(made)]).toEqual([side, text.trim()]);
    expect(FixedSegment.safeParse(rule([made])).success).toBe(true);
  });

  it.each(["", "a lot", "1,000", "1e3"])("is not complete with %j, which the server refuses, too", (text) => {
    const made = condition("spend", "atLeast", text);
    expect(made).toEqual({ feature: "spend" });
    expect(FixedSegment.safeParse(rule([made])).success).toBe(false);
  });

  it("is two where a file wrote both ends of a range", () => {
    expect(
      conditionsOf(
        rule([
          { feature: "orders", atLeast: 2, atMost: 5 },
          { feature: "city", is: "Paris" },
        ]),
      ),
    ).toEqual([
      { feature: "orders", atLeast: 2 },
      { feature: "orders", atMost: 5 },
      { feature: "city", is: "Paris" },
    ]);
  });

  it("asks categories by their value alone", () => {
    expect(sidesOf({ isCategory: true })).toEqual(["is"]);
    expect(sidesOf({ isCategory: false })).toContain("atMost");
  });
});

it("finds names that two segments have in the language that is read", () => {
  const fixed = [rule([]), { name: { en: "Staff", zh: "vip" }, users: ["1"] }];
  expect([...repeatedNames(fixed, "en")]).toEqual([]);
  expect([...repeatedNames(fixed, "zh")]).toEqual(["vip"]);
  expect(writtenName({ name: { en: "Staff", zh: "员工" } }, "zh")).toBe("员工");
});

describe("limitsProblem", () => {
  const range = { k: "auto", kMin: 3, kMax: 10 };
  it.each([
    [range, null],
    [{ ...range, smallest: 0.2, largest: 0.1 }, "order"],
    [{ ...range, largest: 0.09 }, "largest"],
    [{ ...range, largest: 0.1 }, null],
    [{ ...range, smallest: 0.4 }, "smallest"],
    [{ ...range, smallest: 0.3333 }, null],
    [{ ...range, k: 3, largest: 0.3 }, "largest"],
    [{ ...range, k: 5, smallest: 0.25 }, "smallest"],
  ])("of %j is %s", (clustering, problem) => {
    expect(limitsProblem(clustering)).toBe(problem);
  });
});

it("counts what is set, not what is offered", () => {
  expect(countRules({ algorithm: "k-means", smallest: 0, largest: 1, fixed: [] })).toBe(0);
  expect(countRules({ smallest: 0.1, largest: 1, fixed: [rule([])], pairs: [{ apart: ["a", "b"] }] })).toBe(3);
});

it("keeps fixed segments with another algorithm, and pairs where it takes them", () => {
  const words = { en: "x", zh: "x" };
  const algorithm = { id: "x", label: words, help: words, clusters: null, params: [] };
  const before = { fixed: [rule([])], pairs: [{ apart: ["a", "b"] as [string, string] }], largest: 0.3 };
  expect(settingsOf({ ...algorithm, takesPairs: false }, before)).toEqual({ algorithm: "x", fixed: before.fixed });
  expect(settingsOf({ ...algorithm, takesPairs: true }, before)).toMatchObject({ pairs: before.pairs });
});
