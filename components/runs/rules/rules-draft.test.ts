import { describe, expect, it } from "vitest";
import { FixedSegment, type PairRule } from "../../../lib/clustering/rules-schema.ts";
import type { RunConfig } from "../../../lib/runs/schema.ts";
import { type ClusteringDraft, changesOf, type RunDraft, settingsOf, withoutLists } from "../run-draft.ts";
import {
  condition,
  conditionsOf,
  countRules,
  fitKeys,
  limitsProblem,
  lostRules,
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

describe("with another algorithm", () => {
  const words = { en: "x", zh: "x" };
  const plain = { id: "x", label: words, help: words, clusters: null, params: [], takesPairs: false };
  const limit = { label: words, help: words, kind: "number", minimum: 0, maximum: 1, isRule: true } as const;
  const limited = {
    ...plain,
    takesPairs: true,
    params: [
      { ...limit, name: "smallest", default: 0 },
      { ...limit, name: "largest", default: 1 },
    ],
  };
  const pairs = [{ apart: ["a", "b"] as [string, string] }];
  const before = { algorithm: "k", fixed: [rule([])], pairs, smallest: 0, largest: 0.3 };

  it("rules that are set stay, and nothing else", () => {
    const rules = { fixed: before.fixed, pairs, largest: 0.3 };
    expect(settingsOf(plain, before)).toEqual({ algorithm: "x", ...rules });
    expect(settingsOf(limited, before)).toEqual({ algorithm: "x", smallest: 0, ...rules });
    expect(settingsOf(plain, { ...before, fixed: [], pairs: [], largest: 1 })).toEqual({ algorithm: "x" });
  });

  it("those that it cannot keep are named", () => {
    expect(lostRules(plain, before)).toEqual({ pairs: 1, limits: true });
    expect(lostRules({ ...plain, takesPairs: true }, before)).toEqual({ pairs: 0, limits: true });
    expect(lostRules(limited, before)).toBeNull();
    expect(lostRules(plain, { ...before, pairs: [], largest: 1 })).toBeNull();
  });

  it("a rerun is told what changed, and takes back what is gone", () => {
    const draft = (clustering: ClusteringDraft) => ({ clustering }) as unknown as RunDraft;
    const old = { clustering: before } as unknown as RunConfig;
    const clusteringOf = (clustering: ClusteringDraft) => changesOf(draft(clustering), old).clustering;
    expect(clusteringOf({ ...before, k: 4 })).toEqual({ algorithm: "k", k: 4 });
    expect(clusteringOf(settingsOf(plain, { ...before, pairs: undefined, largest: undefined }))).toEqual({
      ...{ algorithm: "x", pairs: null, smallest: null, largest: null },
    });
    expect(clusteringOf({ ...before, fixed: [] })).toMatchObject({ fixed: [] });
  });
});

it("asks what a run takes without its lists of people", () => {
  const fixed = [{ name: "Staff", users: ["1", "2", "3"] }, rule([])];
  const draft = { seed: 1, clustering: { algorithm: "k-means", fixed } } as unknown as RunDraft;
  expect(withoutLists(draft)).toEqual({
    ...draft,
    clustering: { algorithm: "k-means", fixed: [{ name: "Staff", users: ["1"] }, rule([])] },
  });
  expect(withoutLists({ ...draft, clustering: { algorithm: "x" } }).clustering).toEqual({ algorithm: "x" });
  const pair = (id: string): PairRule => ({ apart: [id, id] });
  const pairs = [pair("a•••@example.org"), pair("7")];
  expect(withoutLists({ ...draft, clustering: { algorithm: "x", pairs } }).clustering.pairs).toEqual([pair("7")]);
});

it("keeps the keys of rows that stay", () => {
  expect(fitKeys([], 2)).toEqual([0, 1]);
  const keys = fitKeys([0, 1], 3);
  expect(keys).toEqual([0, 1, 2]);
  // The middle one goes, and one comes.
  expect(fitKeys(keys.toSpliced(1, 1), 3)).toEqual([0, 2, 3]);
  expect(fitKeys(keys, 3)).toBe(keys);
  expect(fitKeys(keys, 1)).toEqual([0]);
});
