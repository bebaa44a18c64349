import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matrixOf } from "../../kernels/test-data.ts";
import { predictByCentres } from "./class-centres.ts";
import { contrastWeights } from "./contrast-weights.ts";

const rowsOf = (...rows: number[]) => Int32Array.from(rows);

/** Chances of the classes of every asked row. */
function chances(
  x: readonly (readonly number[])[],
  y: readonly number[],
  asked: readonly number[],
  temperature = 0.1,
  classes = 2,
) {
  const { data } = predictByCentres(
    matrixOf(x),
    { rows: rowsOf(...y.keys()), y, classes },
    rowsOf(...asked),
    temperature,
  );
  return asked.map((_, i) => [...data.subarray(i * classes, (i + 1) * classes)]);
}

describe("a class by its mean direction", () => {
  const x = [
    [1, 0],
    [5, 0],
    [0, 1],
    [0, 3],
    [2, 2],
    [0, 0],
  ];

  test("is told by cosine: the length of a vector says nothing, not of those that it learns from either", () => {
    const [first, second] = chances(x, [0, 0, 1, 1], [0, 1]);
    expect(first).toEqual(second);
    expect(first?.[0]).toBeGreaterThan(0.999);
    const longer = x.map((row, i) => (i < 4 ? row.map((value) => 100 * value) : row));
    expect(chances(longer, [0, 0, 1, 1], [4])).toEqual(chances(x, [0, 0, 1, 1], [4]));
  });

  test("is even between two, and for who has no direction", () => {
    for (const row of chances(x, [0, 0, 1, 1], [4, 5]))
      expect(row).toEqual([expect.closeTo(0.5, 6), expect.closeTo(0.5, 6)]);
  });

  test("by hand: cosines .6 and .8 at a temperature of .1 are e⁻² to 1", () => {
    const [row] = chances(
      [
        [1, 0],
        [0, 1],
        [0.6, 0.8],
      ],
      [0, 1],
      [2],
    );
    expect(row?.[1]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  });

  test("that nobody was seen of has no chance", () => {
    expect(chances(x, [0, 0, 2], [0], 0.1, 3)[0]?.[1]).toBe(0);
  });

  test("has chances that add up to 1, sharper at a lower temperature", () => {
    const vector = fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true }));
    fc.assert(
      fc.property(fc.array(vector, { minLength: 3, maxLength: 12 }), (given) => {
        const y = given.slice(0, -1).map((_, i) => i % 2);
        const [soft, sharp] = [1, 0.05].map(
          (temperature) => chances(given, y, [given.length - 1], temperature)[0] ?? [],
        );
        for (const row of [soft, sharp]) expect((row?.[0] ?? 0) + (row?.[1] ?? 0)).toBeCloseTo(1, 5);
        expect(Math.max(...(sharp ?? []))).toBeGreaterThanOrEqual(Math.max(...(soft ?? [])) - 1e-6);
      }),
    );
  });
});

describe("the pairs of a contrastive step", () => {
  test("are those of a class, every class alike however many it has", () => {
    const weights = contrastWeights([0, 0, 1, 1, 1, 2], 3);
    const of = (i: number, j: number) => weights[i * 6 + j] ?? -1;
    // Two classes have pairs: half to each; two ordered pairs of the first, six of the second.
    expect(of(0, 1)).toBeCloseTo(1 / 4, 6);
    expect(of(2, 4)).toBeCloseTo(1 / 12, 6);
    expect([of(0, 2), of(5, 5), of(3, 3), of(5, 0)]).toEqual([0, 0, 0, 0]);
  });

  test("add up to 1 where there are any, and are symmetric", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 14 }), (y) => {
        const weights = contrastWeights(y, 4);
        const hasPair = y.some((own, i) => y.indexOf(own) !== i);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(hasPair ? 1 : 0, 5);
        for (let i = 0; i < y.length; i++)
          for (let j = 0; j < y.length; j++) expect(weights[i * y.length + j]).toBe(weights[j * y.length + i]);
      }),
    );
  });

  test("are none, and no holes, where every class stands alone", () => {
    expect([...contrastWeights([0, 1, 2], 3)]).toEqual(new Array(9).fill(0));
    expect(contrastWeights([], 3)).toHaveLength(0);
  });
});
