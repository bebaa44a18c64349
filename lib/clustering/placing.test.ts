import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestCluster, placeByNearest } from "./placing.ts";

const no = Number.NaN;
const centres = { data: Float32Array.of(0, 0, 10, 0, 0, 10), rows: 3, cols: 2 };
const place = (...row: number[]) => placeByNearest({ data: Float32Array.from(row), rows: 1, cols: 2 }, centres, 2)[0];

describe("placeByNearest", () => {
  it("judges by the features that a row has", () => {
    expect(place(9, no)).toBe(1);
    expect(place(no, 9)).toBe(2);
    expect(place(1, 1)).toBe(0);
  });

  it("takes the lowest of equally near centres", () => {
    expect(place(no, 0)).toBe(0);
    expect(place(5, no)).toBe(0);
  });

  it("puts a row without any feature where it is told", () => {
    expect(place(no, no)).toBe(2);
  });

  it("tells centres apart far from the origin", () => {
    const far = { data: Float32Array.of(1e6, 1e6 + 1), rows: 2, cols: 1 };
    expect([...placeByNearest({ data: Float32Array.of(1e6 + 1, 1e6), rows: 2, cols: 1 }, far, 0)]).toEqual([1, 0]);
  });

  it("agrees with the full distance for complete rows, whichever feature is missing from all of them", () => {
    const value = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), (rows) => {
        const data = Float32Array.from(rows.flat());
        const labels = placeByNearest({ data, rows: rows.length, cols: 2 }, centres, 0);
        const blanked = rows.flatMap(([a]) => [a, no]);
        const partial = placeByNearest({ data: Float32Array.from(blanked), rows: rows.length, cols: 2 }, centres, 0);
        for (const [i, [a, b]] of rows.entries()) {
          const distances = [a ** 2 + b ** 2, (a - 10) ** 2 + b ** 2, a ** 2 + (b - 10) ** 2];
          expect(labels[i]).toBe(distances.indexOf(Math.min(...distances)));
          expect(partial[i]).toBe(a > 5 ? 1 : 0);
        }
      }),
    );
  });
});

it("finds the largest cluster, the lowest of several", () => {
  expect(largestCluster(Int32Array.of(2, 1, 2, 1, 0), 3)).toBe(1);
});
