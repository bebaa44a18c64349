import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRightWidth, mostCells, tokenParams, transformerSeconds } from "./transformer-params.ts";

const shop = { users: 4000, folds: 5, cells: 20, hasEvents: false };

describe("what a transformer takes", () => {
  test("is nothing where there is nothing to read: no events, and no columns or far too many", () => {
    for (const cells of [0, 1, mostCells + 1, 10_000]) expect(transformerSeconds({ ...shop, cells })).toBe(0);
    expect(transformerSeconds({ ...shop, cells: 0, hasEvents: true })).toBeGreaterThan(0);
    expect([1, 2, mostCells, mostCells + 1].map(isRightWidth)).toEqual([false, true, true, false]);
  });

  test("of both sources is what each takes", () => {
    const [table, events] = [transformerSeconds(shop), transformerSeconds({ ...shop, cells: 0, hasEvents: true })];
    expect(transformerSeconds({ ...shop, hasEvents: true })).toBeCloseTo(table + events, 9);
  });

  test("grows with users, folds and columns, and is a number of any size", () => {
    const size = fc.record({
      users: fc.integer({ min: 2, max: 20_000 }),
      folds: fc.integer({ min: 2, max: 20 }),
      cells: fc.integer({ min: 2, max: mostCells - 1 }),
      hasEvents: fc.boolean(),
    });
    fc.assert(
      fc.property(size, (given) => {
        const seconds = transformerSeconds(given);
        expect(Number.isFinite(seconds) && seconds > 0).toBe(true);
        expect(transformerSeconds({ ...given, users: given.users + 500 })).toBeGreaterThanOrEqual(seconds);
        expect(transformerSeconds({ ...given, folds: given.folds + 1 })).toBeGreaterThan(seconds);
        expect(transformerSeconds({ ...given, cells: given.cells + 1 })).toBeGreaterThan(seconds);
      }),
    );
  });

  test("has a floor where users are few: steps that are needed whatever the number", () => {
    const { fewestSteps } = tokenParams.events;
    const few = transformerSeconds({ ...shop, users: 20 });
    expect(transformerSeconds({ ...shop, users: 40 })).toBeCloseTo(few, 9);
    expect(few).toBeGreaterThan((shop.folds * fewestSteps * shop.cells) / 10_000);
  });
});

test("in every fold is trained for less long than once for the whole shop", () => {
  for (const params of Object.values(tokenParams)) expect(params.mostSteps).toBeLessThan(12_000);
  expect(tokenParams.features.windows).toBe(1);
  expect(tokenParams.features.hidden).toBeGreaterThan(tokenParams.events.hidden);
});
