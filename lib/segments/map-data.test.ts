import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { drawMap, drawSilhouettes, sampleRows, shareBelowZero } from "./map-data.ts";

const map = (n: number, most?: number) => {
  const labels = Int32Array.from({ length: n }, (_, i) => (i % 50 === 0 ? 1 : 0));
  const input = {
    ids: Array.from({ length: n }, (_, i) => (i === 1 ? "anna@example.org" : `u${i}`)),
    labels,
    k: 2,
    coordinates: Float32Array.from({ length: 2 * n }, (_, i) => i / 7),
    silhouette: Float32Array.from({ length: n }, (_, i) => (i === 2 ? Number.NaN : 1 / 3)),
    explained: [0.5, 0.2] as const,
    cards: [
      {
        feature: "monetary",
        decimals: 0,
        column: Float64Array.from({ length: n }, (_, i) => (i ? i + 0.4 : Number.NaN)),
      },
    ],
  };
  return drawMap(input, createRandom(1), most);
};

describe("drawMap", () => {
  it("draws everybody where they fit, rounded, masked, missing as null", () => {
    const { drawn, users, ids, x, y, segment, silhouette, values } = map(4);
    expect([drawn, users]).toEqual([4, 4]);
    expect(ids).toEqual(["u0", "a•••@example.org", "u2", "u3"]);
    expect(x).toEqual([0, 0.286, 0.571, 0.857]);
    expect(y).toEqual([0.143, 0.429, 0.714, 1]);
    expect(segment).toEqual([1, 0, 0, 0]);
    expect(silhouette).toEqual([0.33, 0.33, null, 0.33]);
    expect(values).toEqual([{ feature: "monetary", values: [null, 1, 2, 3] }]);
  });

  it("draws a sample of everything alike beyond that, and says of how many", () => {
    const { drawn, users, ids, segment, values } = map(5000, 1000);
    expect(users).toBe(5000);
    expect(drawn).toBe(1000);
    expect(new Set(ids).size).toBe(1000);
    expect(segment.filter((s) => s === 1).length).toBe(20);
    expect(values[0]?.values.length).toBe(1000);
    expect(map(5000, 1000)).toEqual(map(5000, 1000));
  });
});

describe("sampleRows", () => {
  it("keeps shares, ten of each segment at least, rows ascending, and no row twice", () => {
    const labels = Int32Array.from({ length: 9000 }, (_, i) => (i < 12 ? 2 : i % 3 === 0 ? 1 : 0));
    const rows = sampleRows(labels, 3, createRandom(7), 900);
    const count = (s: number) => rows.filter((row) => labels[row] === s).length;
    expect(count(2)).toBe(10);
    expect(count(0)).toBeCloseTo(599, -1);
    expect([...rows]).toEqual([...new Set(rows)].toSorted((a, b) => a - b));
  });

  it("takes every row of a segment equally often", () => {
    const labels = new Int32Array(40);
    const times = new Array<number>(40).fill(0);
    const random = createRandom(3);
    for (let run = 0; run < 2000; run++) {
      for (const row of sampleRows(labels, 1, random.fork(String(run)), 10)) times[row] = (times[row] ?? 0) + 1;
    }
    // 500 expected, standard deviation 19; five of them on either side.
    for (const time of times) expect(Math.abs(time - 500)).toBeLessThan(97);
  });
});

describe("drawSilhouettes", () => {
  it("sorts each segment from high to low without what is undefined", () => {
    const curves = drawSilhouettes(Float32Array.of(0.5, Number.NaN, -0.25, 0.75), Int32Array.of(0, 0, 1, 0), 3);
    expect(curves).toEqual([[0.75, 0.5], [-0.25], []]);
  });

  it("thins a long curve evenly and keeps both ends", () => {
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 400 }), (n) => {
        const widths = Float32Array.from({ length: n }, (_, i) => i / n);
        const [curve = []] = drawSilhouettes(widths, new Int32Array(n), 1, 10);
        expect(curve.length).toBe(10);
        expect(curve[0]).toBeCloseTo((n - 1) / n, 2);
        expect(curve[9]).toBe(0);
        expect(curve).toEqual(curve.toSorted((a, b) => b - a));
      }),
    );
  });
});

it("counts all who lie nearer to another segment, of those whose silhouette is known", () => {
  const widths = Float32Array.of(-0.1, 0.2, Number.NaN, -0.3, 0.4, 0, -1);
  expect(shareBelowZero(widths, Int32Array.of(0, 0, 0, 1, 1, 1, -1), 3)).toEqual([1 / 2, 1 / 3, 0]);
});
