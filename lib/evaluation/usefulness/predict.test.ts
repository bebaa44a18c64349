import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { describeUsefulness } from "./describe.ts";
import { differenceOf, measuresOf, tellLater } from "./predict.ts";

const n = 600;

/** Past spend tells half of what comes; whether somebody is loyal tells the other half. */
function shop(seed: number) {
  const random = createRandom(seed);
  const rows = Array.from({ length: n }, () => {
    const [past, loyal, noise] = [random.normal(), Number(random.next() < 0.4), random.normal()];
    const want = past + 2 * loyal + random.normal() - 1.5;
    return { past, loyal, noise, outcome: Math.max(0, want) };
  });
  const outcome = Float64Array.from(rows, (row) => row.outcome);
  const later = { outcome, returned: Int32Array.from(outcome, (value) => Number(value > 0)) };
  const x = (...names: ("past" | "loyal" | "noise")[]) => ({
    data: Float32Array.from(rows.flatMap((row) => names.map((name) => row[name]))),
    rows: n,
    cols: names.length,
  });
  return { later, x };
}

describe("what is known before tells what comes later", () => {
  test("more, where a column adds to the others", () => {
    const { later, x } = shop(1);
    const [base, more] = [x("past"), x("past", "loyal")].map((one) => tellLater(one, later, createRandom(9)));
    if (!base || !more) throw new Error("nothing was told");
    expect(measuresOf(base).gini?.low).toBeGreaterThan(0.2);
    for (const interval of Object.values(differenceOf(more, base))) expect(interval?.low).toBeGreaterThan(0);
  });

  test("no more, where a column is noise: the interval of the increment holds 0 or less nearly always", () => {
    let claimed = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { later, x } = shop(100 + seed);
      const [base, more] = [x("past"), x("past", "noise")].map((one) => tellLater(one, later, createRandom(seed)));
      if (base && more && (differenceOf(more, base).gini?.low ?? 0) > 0) claimed++;
    }
    expect(claimed).toBeLessThanOrEqual(3);
  });

  test("and noise alone tells nothing", () => {
    const { later, x } = shop(3);
    const { gini, repeatAuc } = measuresOf(tellLater(x("noise"), later, createRandom(1)));
    expect(gini?.low).toBeLessThan(0.05);
    expect(repeatAuc?.low).toBeLessThan(0.52);
  });
});

test("its sentence follows the interval, and never says that there is nothing", () => {
  const gini = (low: number, high: number) => ({
    ...{ gini: { value: (low + high) / 2, low, high }, topDecileLift: null, repeatAuc: null },
  });
  const say = (low: number, high: number, rival?: readonly [number, number], outcome: "spend" | "orders" = "spend") =>
    describeUsefulness("text", outcome, { increment: gini(low, high), overRfm: rival ? gini(...rival) : null });
  expect(say(0.01, 0.03).en).toBe(
    "Segments by what people wrote add to what past spend and RFM tell of later spend (Gini +0.010…+0.030).",
  );
  expect(say(-0.01, 0.03, [-0.2, -0.1]).en).toBe(
    "Segments by what people wrote show no evidence of adding to what past spend and RFM tell of later spend (Gini −0.010…+0.030); alone they tell less than segments by RFM (−0.200…−0.100).",
  );
  expect(say(0.01, 0.03, undefined, "orders").en).toContain(
    "add to what past purchases and RFM tell of later purchases",
  );
  expect(say(-0.03, -0.01, [0.1, 0.2]).zh).toContain("优于按 RFM 划分的人群");
});
