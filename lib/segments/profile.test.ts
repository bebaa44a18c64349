import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FeatureValues, groupBySegment, joinProfiles, profileFeature } from "./profile.ts";

function profile(
  labels: readonly number[],
  k: number,
  columns: readonly (readonly number[])[],
  treated?: readonly number[],
) {
  const groups = groupBySegment(Int32Array.from(labels), k);
  const buffer = new Float64Array(labels.length);
  const of = (values: FeatureValues) => profileFeature(groups, values, buffer);
  const found = columns.map((values, at) => {
    const column = Float64Array.from(values);
    return of({ column, treated: treated && at === 0 ? Float32Array.from(treated) : column });
  });
  return joinProfiles(groups, found);
}

describe("profiles of segments", () => {
  it("gives mean and median in real units and the standardised mean of the treated values", () => {
    // Spend of two segments; its logarithms, as they stand in the matrix, have mean 2 and deviation 1.
    const { sizes, segments, overall } = profile([0, 0, 0, 1], 2, [[10, 20, 90, 1000]], [1, 1, 3, 3]);
    expect(sizes).toEqual([3, 1]);
    expect(segments[0]?.[0]).toEqual({ mean: 40, median: 20, standardised: expect.closeTo(-1 / 3, 12) });
    expect(segments[1]?.[0]).toEqual({ mean: 1000, median: 1000, standardised: 1 });
    expect(overall[0]).toEqual({ mean: 280, median: 55, standardised: 0 });
  });

  it("standardises the real values of a feature that is not in the matrix", () => {
    expect(profile([0, 1], 2, [[1, 3]]).segments.map(([cell]) => cell?.standardised)).toEqual([-1, 1]);
  });

  it("leaves missing values out, says how many have them, and has no number where nobody does", () => {
    const { segments, coverage } = profile([0, 0, 0, 1, 1], 2, [[4, Number.NaN, 8, Number.NaN, Number.NaN]]);
    expect(segments[0]?.[0]).toEqual({ mean: 6, median: 6, standardised: 0 });
    expect(segments[1]?.[0]).toEqual({ mean: null, median: null, standardised: null });
    expect(coverage).toEqual([[2 / 3], [0]]);
  });

  it("keeps users of no segment out of everything, and stands an empty segment", () => {
    const { sizes, overall, segments } = profile([-1, 0, 2, 7], 3, [[1e9, 1, 3, -1e9]]);
    expect(sizes).toEqual([1, 0, 1]);
    expect(overall[0]?.mean).toBe(2);
    expect(segments[1]?.[0]?.mean).toBeNull();
  });

  it("finds no deviation in a constant, however large", () => {
    for (const value of [0, 0.1, 1e15 + 0.3]) {
      const { segments } = profile([0, 1, 0], 2, [[value, value, value]]);
      expect(segments.map(([cell]) => cell?.standardised)).toEqual([0, 0]);
    }
  });

  it("loses no digits to an offset", () => {
    const near = profile([0, 0, 1, 1], 2, [[0, 1, 2, 3]]);
    const far = profile([0, 0, 1, 1], 2, [[1e9, 1e9 + 1, 1e9 + 2, 1e9 + 3]]);
    expect(far.segments[1]?.[0]?.standardised).toBeCloseTo(near.segments[1]?.[0]?.standardised ?? 0, 9);
  });

  it("does not depend on the order of users", () => {
    const user = fc.record({ label: fc.integer({ min: 0, max: 3 }), value: fc.integer({ min: -99, max: 99 }) });
    fc.assert(
      fc.property(fc.array(user, { minLength: 1, maxLength: 40 }), (users) => {
        const of = (rows: typeof users) =>
          profile(
            rows.map(({ label }) => label),
            4,
            [rows.map(({ value }) => value)],
          );
        const [one, other] = [of(users), of(users.toReversed())];
        expect(other.sizes).toEqual(one.sizes);
        one.segments.forEach(([cell], s) => {
          expect(other.segments[s]?.[0]?.median).toEqual(cell?.median);
          expect(other.segments[s]?.[0]?.standardised ?? 9).toBeCloseTo(cell?.standardised ?? 9, 10);
        });
      }),
    );
  });

  it("weighs the segments' standardised means to nothing", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.double({ min: -1e3, max: 1e3, noNaN: true })), {
          minLength: 2,
        }),
        (users) => {
          const { sizes, segments } = profile(
            users.map(([label]) => label),
            3,
            [users.map(([, value]) => value)],
          );
          const sum = segments.reduce((total, [cell], s) => total + (cell?.standardised ?? 0) * (sizes[s] ?? 0), 0);
          expect(Math.abs(sum)).toBeLessThan(1e-6 * users.length);
        },
      ),
    );
  });
});

it("groups rows by segment in row order", () => {
  const { order, starts } = groupBySegment(Int32Array.of(1, 0, -1, 1, 0), 2);
  expect([...order]).toEqual([1, 4, 0, 3]);
  expect([...starts]).toEqual([0, 2, 4]);
});
