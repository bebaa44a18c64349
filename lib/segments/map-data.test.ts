import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { drawMap, drawSilhouettes, sampleRows, shareBelowZero } from "./map-data.ts";
import { groupBySegment } from "./profile.ts";

describe("drawMap", () => {
  it("rounds what it draws, masks ids, and has null for what is missing", () => {
    const { drawn, users, ids, x, y, segment, silhouette, values } = drawMap({
      users: 70,
      ids: ["u0", "anna@example.org", "u2", "u3"],
      labels: Int32Array.of(1, 0, 0, -1),
      coordinates: Float32Array.from({ length: 8 }, (_, i) => i / 7),
      silhouette: Float32Array.of(1 / 3, 1 / 3, Number.NaN, -1 / 3),
      explained: [0.5, 0.2],
      cards: [{ feature: "monetary", decimals: 0, values: Float64Array.of(Number.NaN, 1.4, 2.4, 3.4) }],
    });
    expect([drawn, users]).toEqual([4, 70]);
    expect(ids).toEqual(["u0", "a•••@example.org", "u2", "u3"]);
    expect(x).toEqual([0, 0.286, 0.571, 0.857]);
    expect(y).toEqual([0.143, 0.429, 0.714, 1]);
    expect(segment).toEqual([1, 0, 0, -1]);
    expect(silhouette).toEqual([0.33, 0.33, null, -0.33]);
    expect(values).toEqual([{ feature: "monetary", values: [null, 1, 2, 3] }]);
  });
});

describe("sampleRows", () => {
  it("keeps shares, ten of each segment at least, rows ascending, and no row twice", () => {
    const labels = Int32Array.from({ length: 9000 }, (_, i) => (i < 12 ? 2 : i % 3 === 0 ? 1 : 0));
    const rows = sampleRows(groupBySegment(labels, 3), createRandom(7), 900);
    const count = (s: number) => rows.filter((row) => labels[row] === s).length;
    expect(count(2)).toBe(10);
    expect(count(0)).toBeCloseTo(599, -1);
    expect(rows).toHaveLength(count(0) + count(1) + 10);
    expect([...rows]).toEqual([...new Set(rows)].toSorted((a, b) => a - b));
  });

  it("takes everybody where they fit", () => {
    expect([...sampleRows(groupBySegment(Int32Array.of(1, 0, 1), 2), createRandom(7), 3)]).toEqual([0, 1, 2]);
  });

  it("takes every row of a segment equally often", () => {
    const groups = groupBySegment(new Int32Array(40), 1);
    const times = new Array<number>(40).fill(0);
    const random = createRandom(3);
    for (let run = 0; run < 2000; run++) {
      for (const row of sampleRows(groups, random.fork(String(run)), 10)) times[row] = (times[row] ?? 0) + 1;
    }
    // 500 expected, standard deviation 19; five of them on either side.
    for (const time of times) expect(Math.abs(time - 500)).toBeLessThan(97);
  });
});

describe("drawSilhouettes", () => {
  it("sorts each segment from high to low without what is undefined", () => {
    const curves = drawSilhouettes(
      Float32Array.of(0.5, Number.NaN, -0.25, 0.75),
      groupBySegment(Int32Array.of(0, 0, 1, 0), 3),
      3,
    );
    expect(curves).toEqual([[0.75, 0.5], [-0.25], []]);
  });

  it("thins a long curve evenly and keeps both ends", () => {
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 400 }), (n) => {
        const widths = Float32Array.from({ length: n }, (_, i) => i / n);
        const [curve = []] = drawSilhouettes(widths, groupBySegment(new Int32Array(n), 1), 1, 10);
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
