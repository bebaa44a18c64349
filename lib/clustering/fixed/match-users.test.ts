import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FixedSegments } from "../rules-schema.ts";
import { boundsOf, matchUsers } from "./match-users.ts";

const features = [
  { id: "monetary", unit: "money" },
  { id: "frequency", unit: "orders" },
  { id: "country=France", unit: "yes-no" },
  { id: "country=other", unit: "yes-no" },
  { id: "newsletter", unit: "yes-no" },
] as const;
const ids = ["ann", "bob", "cy", "dee", "eve"];
const columns = new Map([
  ["monetary", Float64Array.of(1000, 999.99, Number.NaN, 5000, 10)],
  ["frequency", Float64Array.of(1, 9, 3, 2, 1)],
  ["country=France", Float64Array.of(0, 1, 1, 0, Number.NaN)],
  ["newsletter", Float64Array.of(1, 0, 1, 0, 1)],
]);

function match(fixed: unknown) {
  const parsed = FixedSegments.parse(fixed);
  const { fixedOf, ...rest } = matchUsers(parsed, boundsOf(parsed, features), { ids, columns });
  return { fixedOf: [...fixedOf], ...rest };
}

const rich = { name: "Rich", where: [{ feature: "monetary", atLeast: 1000 }] };

describe("matchUsers", () => {
  it("takes bounds in real units, both included, and nobody who has no value", () => {
    expect(match([rich])).toMatchObject({
      fixedOf: [0, -1, -1, 0, -1],
      found: [{ name: { en: "Rich", zh: "Rich" }, size: 2, where: rich.where }],
      notes: [],
    });
    expect(match([{ name: "Between", where: [{ feature: "frequency", atLeast: 2, atMost: 3 }] }]).fixedOf).toEqual([
      -1, -1, 0, 0, -1,
    ]);
  });

  it.each([
    ["a category, upper and lower case alike", { feature: "country", is: "france" }, [-1, 0, 0, -1, -1]],
    ["a yes", { feature: "newsletter", is: true }, [0, -1, 0, -1, 0]],
    ["a yes as tables write it", { feature: "newsletter", is: "Y" }, [0, -1, 0, -1, 0]],
    ["a no as Chinese tables write it", { feature: "newsletter", is: "无" }, [-1, 0, -1, 0, -1]],
    ["a no in Chinese", { feature: "newsletter", is: "否" }, [-1, 0, -1, 0, -1]],
    ["an exact number", { feature: "frequency", is: 1 }, [0, -1, -1, -1, 0]],
  ])("knows %s", (_, condition, expected) => {
    expect(match([{ name: "Those", where: [condition] }]).fixedOf).toEqual(expected);
  });

  it("puts nobody in two: the first that fits, all of its conditions, or a list of ids", () => {
    const { fixedOf, found, notes } = match([
      {
        name: "Loyal French",
        where: [
          { feature: "country", is: "France" },
          { feature: "frequency", atLeast: 5 },
        ],
      },
      { name: "Staff", users: ["cy", "bob", "stranger", "s@example.org"] },
      rich,
    ]);
    expect(fixedOf).toEqual([2, 0, 1, 2, -1]);
    expect(found.map(({ size }) => size)).toEqual([1, 1, 2]);
    expect(notes.map(({ en }) => en)).toEqual([
      "Of the 4 users listed for “Staff”, 2 are not in these data: stranger, s•••@example.org.",
    ]);
  });

  it("leaves out a segment that nobody is in, and says why", () => {
    const { fixedOf, found, notes } = match([
      { name: "None", where: [{ feature: "monetary", atLeast: 1e9 }] },
      rich,
      { name: "Richest", where: [{ feature: "monetary", atLeast: 5000 }] },
    ]);
    expect(fixedOf).toEqual([0, -1, -1, 0, -1]);
    expect(found.map(({ name }) => name.en)).toEqual(["Rich"]);
    expect(notes.map(({ en }) => en)).toEqual([
      "Nobody is in the fixed segment “None”, so it is not shown.",
      "Everybody of the fixed segment “Richest” is in one that comes before it, so it is not shown.",
    ]);
  });

  it.each([
    [{ feature: "monetery", atLeast: 1 }, /where\[0\]\.feature.*“monetery”; the nearest is “monetary”/],
    [{ feature: "zzz", atLeast: 1 }, /there are: monetary, frequency, country, newsletter/],
    [{ feature: "country", is: "Spain" }, /“Spain”.*there are: France, other/],
    [{ feature: "country", atLeast: 3 }, /“country” has values/],
    [{ feature: "newsletter", is: "perhaps" }, /“perhaps” is neither yes nor no/],
    [{ feature: "frequency", is: "yes" }, /“yes” is not a number/],
  ])("refuses %j by name", (condition, words) => {
    expect(() => match([{ name: "Those", where: [condition] }])).toThrow(words);
  });

  it("refuses rules that leave nobody, and names them", () => {
    const all = [rich, { name: "All", where: [{ feature: "frequency", atLeast: 0 }] }, { ...rich, name: "Again" }];
    expect(() => match(all)).toThrow(/“Rich”, “All” hold every user, so that nobody is left/);
  });

  it("gives each user what the user alone would get, in whatever order they stand", () => {
    const spend = fc.array(fc.double({ min: 0, max: 100, noNaN: false }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(spend, fc.double({ min: 1, max: 99, noNaN: true }), (values, bar) => {
        const people = { ids: values.map(String), columns: new Map([["monetary", Float64Array.from(values)]]) };
        const fixed = FixedSegments.parse([{ name: "Rich", where: [{ feature: "monetary", atLeast: bar }] }]);
        fc.pre(values.some((value) => !(value >= bar)));
        const { fixedOf } = matchUsers(fixed, boundsOf(fixed, features), people);
        expect([...fixedOf]).toEqual(values.map((value) => (value >= bar ? 0 : -1)));
      }),
      { numRuns: 50 },
    );
  });
});

describe("FixedSegments", () => {
  it.each([
    [{ name: "A" }, /either conditions/],
    [{ name: "A", users: ["1"], where: rich.where }, /either conditions/],
    [{ name: " ", users: ["1"] }, /name/],
    [{ name: "A", where: [{ feature: "x" }] }, /atLeast, atMost or both, or is/],
    [{ name: "A", where: [{ feature: "x", is: "b", atMost: 1 }] }, /atLeast, atMost or both, or is/],
    [{ name: "A", where: [{ feature: "x", atLeast: 2, atMost: 1 }] }, /above atMost/],
  ])("refuses %j", (one, words) => {
    expect(() => FixedSegments.parse([one])).toThrow(words);
  });

  it("refuses two of one name, in either language", () => {
    const named = (name: unknown) => ({ name, users: ["1"] });
    expect(() => FixedSegments.parse([named("VIP"), named({ en: "vip", zh: "贵宾" })])).toThrow(/one name/);
  });
});
