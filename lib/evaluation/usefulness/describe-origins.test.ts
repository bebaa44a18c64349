import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Interval } from "../labels/schema.ts";
import { describeHeldUp } from "./describe-origins.ts";
import { heldUp } from "./held-up.ts";

const around = (value: number, half = 0.005): Interval => ({ value, low: value - half, high: value + half });

describe("heldUp", () => {
  test("counts where a difference is sure, and spans the values, not their intervals", () => {
    const held = heldUp([around(0.01), around(0.02), null, around(-0.001), around(-0.03)]);
    expect(held).toMatchObject({ cuts: 4, more: 2, less: 1, low: -0.03, high: 0.02 });
    expect(held?.mean).toBeCloseTo(-0.00025, 12);
    expect(heldUp([null, undefined])).toBeNull();
  });
});

describe("how segments held up is said", () => {
  const say = (values: readonly number[], rival: readonly number[] = []) =>
    describeHeldUp(
      "joined",
      "spend",
      heldUp(values.map((one) => around(one))),
      heldUp(rival.map((one) => around(one))),
    );

  test("by the stretches of time in which they told more", () => {
    expect(say([0.01, 0.02, 0, 0.03], [-0.02, -0.03, 0, 0])).toEqual({
      en: "Segments by all blocks joined added to what past spend and RFM tell of later spend in 3 of 4 stretches of time (Gini on average +0.015, 0.000…+0.030); alone they told less than segments by RFM in 2 of 4, and more in none (−0.013, −0.030…0.000).",
      zh: "融合各类信息划分的人群在 4 个时间段中有 3 个能在历史消费与 RFM 之外进一步预示之后的消费（基尼平均 +0.015, 0.000…+0.030）；单独使用时有 2 个时间段不如按 RFM 划分的人群，没有更好的（−0.013, −0.030…0.000）。",
    });
  });

  test("and by those in which they told less, or by none", () => {
    expect(say([0.01, -0.02])?.en).toContain("in 1 of 2 stretches of time, and took from it in 1 (Gini");
    expect(say([0, -0.02])?.en).toContain(
      "took from what past spend and RFM tell of later spend in 1 of 2 stretches of time, and added in none",
    );
    expect(say([0, 0.001])?.en).toContain("showed in none of 2 stretches of time evidence of adding to");
    expect(say([0, 0], [0, 0])?.zh).toContain("始终与按 RFM 划分的人群难分高下");
  });

  test("not of one cut, which has its own interval", () => {
    expect(say([0.01])).toBeNull();
    expect(describeHeldUp("rfm", "orders", null, null)).toBeNull();
  });

  test("with the same figures in both languages", () => {
    const values = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 2, maxLength: 4 });
    const figures = (text = "") => text.match(/[+−]?\d\.\d{3}/g);
    fc.assert(
      fc.property(values, values, fc.constantFrom("spend" as const, "orders" as const), (own, rival, outcome) => {
        const held = (all: readonly number[]) => heldUp(all.map((one) => around(one)));
        const said = describeHeldUp("text", outcome, held(own), held(rival));
        expect(figures(said?.zh)).toEqual(figures(said?.en));
        expect(figures(said?.en)).toHaveLength(6);
        expect(said?.en).toMatch(/^Segments by .*\.$/);
        expect(said?.zh).toMatch(/^按.*。$/);
      }),
    );
  });
});
