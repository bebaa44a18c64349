import fc from "fast-check";
import { expect, it } from "vitest";
import { type GowerRows, gowerDistances, nearestByGower } from "./gower.ts";

interface User {
  /** 0…1; null: missing. */
  readonly numbers: readonly (number | null)[];
  readonly levels: readonly (number | null)[];
}

function rowsOf(users: readonly User[]): GowerRows {
  return {
    rows: users.length,
    numbers: Float64Array.from(users.flatMap(({ numbers }) => numbers.map((value) => value ?? Number.NaN))),
    levels: Int32Array.from(users.flatMap(({ levels }) => levels.map((level) => level ?? -1))),
  };
}

// Age 20–60, income 1,000–5,000, a city, membership; worked out by hand in Python as daisy of R's cluster package defines it.
const five: readonly User[] = [
  { numbers: [0, 0], levels: [0, 1] },
  { numbers: [0.25, null], levels: [1, 0] },
  { numbers: [1, 1], levels: [0, 0] },
  { numbers: [0.5, 0.5], levels: [null, 1] },
  { numbers: [0, 0.25], levels: [2, null] },
];

it("is daisy's, what one of the two lacks left out of the pair", () => {
  const expected = [0.75, 0.75, 7 / 12, 1 / 3, 0.625, 2 / 3, 5 / 12, 0.625, 11 / 12, 0.375];
  for (const [at, value] of gowerDistances(rowsOf(five)).entries()) expect(value).toBeCloseTo(expected[at] ?? -1, 12);
});

it("says nothing of two who have nothing in common, and nothing at all of one", () => {
  const apart: User[] = [
    { numbers: [0.5], levels: [null] },
    { numbers: [null], levels: [1] },
  ];
  expect([...gowerDistances(rowsOf(apart))]).toEqual([Number.NaN]);
  expect(gowerDistances(rowsOf(apart.slice(1)))).toHaveLength(0);
});

it("finds for each the one they differ from least, of equals the first, none where nothing is in common", () => {
  const others = rowsOf(five.slice(0, 3));
  expect([...nearestByGower(rowsOf(five), others)]).toEqual([0, 1, 2, 0, 0]);
  expect([...nearestByGower(rowsOf([{ numbers: [null, null], levels: [null, null] }]), others)]).toEqual([-1]);
  const twins = rowsOf([five[0], five[0]].flatMap((user) => user ?? []));
  expect([...nearestByGower(twins, twins)]).toEqual([0, 0]);
});

it("lies between 0 and 1, is 0 between equals, and keeps to the triangle where nothing is missing", () => {
  const user = fc.record({
    numbers: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 }),
    levels: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 2 }),
  });
  fc.assert(
    fc.property(user, user, user, (a, b, c) => {
      const [ab = -1, ac = -1, bc = -1, aa = -1] = gowerDistances(rowsOf([a, b, c, a]));
      for (const value of [ab, ac, bc]) expect(value).toBeGreaterThanOrEqual(0);
      for (const value of [ab, ac, bc]) expect(value).toBeLessThanOrEqual(1);
      expect(ab).toBeLessThanOrEqual(ac + bc + 1e-12);
      expect(aa).toBe(0);
    }),
  );
});
