import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Interval } from "../labels/schema.ts";
import { describeBlock, describeUsefulness } from "./describe.ts";
import type { UsefulnessMeasures } from "./schema.ts";

const of = (gini: Interval | null): UsefulnessMeasures => ({ gini, topDecileLift: null, repeatAuc: null });
const range = (low: number, high: number): Interval => ({ value: (low + high) / 2, low, high });
const [more, less, open] = [range(0.01, 0.05), range(-0.05, -0.01), range(-0.02, 0.03)];
const say = (own: Interval | null, rival?: Interval | null, outcome: "spend" | "orders" = "spend") =>
  describeUsefulness("features", outcome, { increment: of(own), overRfm: rival === undefined ? null : of(rival) });

describe("what segments tell of later purchases", () => {
  test("is said with its interval, over what past purchases tell, and beside segments by RFM", () => {
    expect(say(more, less)).toEqual({
      en: "Segments by features add to what past spend and RFM tell of later spend (Gini +0.010…+0.050); alone they tell less than segments by RFM (−0.050…−0.010).",
      zh: "按特征划分的人群能在历史消费与 RFM 之外进一步预示之后的消费（基尼 +0.010…+0.050）；单独使用时不如按 RFM 划分的人群（−0.050…−0.010）。",
    });
  });

  test("is never “nothing” where 0 lies inside: there is no evidence, and a range", () => {
    expect(say(open).en).toContain("show no evidence of adding to what past spend");
    expect(say(open).zh).toContain("未显示");
    expect(say(range(0, 0.04)).en).toContain("no evidence");
    expect(say(less).en).toContain("make what past spend and RFM tell of later spend worse");
  });

  test("says no second half where there is no rival, as of the rival itself", () => {
    expect(say(more).en).not.toContain("alone");
    expect(say(more, null).en).not.toContain(";");
    expect(say(more, open).en).toContain("cannot be told from segments by RFM");
  });

  test("speaks of purchases where a shop's files have no money", () => {
    expect(say(more, undefined, "orders").en).toContain("add to what past purchases and RFM tell of later purchases");
    expect(say(more, undefined, "orders").zh).not.toContain("消费");
  });

  test("is that too little was bought, where nothing was computed", () => {
    expect(say(null, more).en).toBe("Segments by features: too little was bought later to tell.");
    expect(describeBlock("text", "spend", of(null)).zh).toBe("用户文字：之后的购买太少，无法判断。");
  });
});

describe("what a block adds", () => {
  test.each([
    [more, "tell more of later spend", "更能预示"],
    [less, "tell less of later spend", ""],
    [open, "no evidence that it changes", "未显示"],
  ])("of %j", (gini, en, zh) => {
    const said = describeBlock("behaviour", "spend", of(gini));
    expect(said.en).toMatch(/^What people did: /);
    expect(said.en).toContain(en);
    expect(said.zh).toContain(zh);
  });
});

test("both languages say the same figures, and the words agree with the signs", () => {
  const end = fc.double({ min: -0.5, max: 0.5, noNaN: true });
  const interval = fc.tuple(end, end).map(([a, b]) => range(Math.min(a, b), Math.max(a, b)));
  const figures = (text: string) => text.match(/[+−]\d\.\d{3}/g);
  fc.assert(
    fc.property(
      interval,
      fc.option(interval),
      fc.constantFrom("spend" as const, "orders" as const),
      (own, rival, of_) => {
        const { en, zh } = say(own, rival, of_);
        expect(figures(zh)).toEqual(figures(en));
        expect(figures(en)).toHaveLength(rival ? 4 : 2);
        expect(/ add to what past/.test(en)).toBe(own.low > 0);
        expect(/ make what past/.test(en)).toBe(own.high < 0);
        expect(en).toMatch(/^\S.*\.$/);
        expect(zh).toMatch(/^\S.*。$/);
      },
    ),
  );
});
