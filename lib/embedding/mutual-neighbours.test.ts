import { describe, expect, test } from "vitest";
import { createRandom } from "../core/random.ts";
import { matrixOf } from "../kernels/test-data.ts";
import { leftOutFor } from "./left-out.ts";
import { mutualNeighbours } from "./mutual-neighbours.ts";

const nan = Number.NaN;

describe("pairs that are each other's nearest", () => {
  test("are found of two languages that say the same in one space; rows without a vector have none", () => {
    const a = matrixOf([
      [0, 1],
      [nan, nan],
      [1, 0],
      [nan, nan],
    ]);
    const b = matrixOf([
      [nan, nan],
      [1, 0.1],
      [nan, nan],
      [0.1, 1],
    ]);
    const bridge = matrixOf([[0], [0], [0], [0]]);
    expect(mutualNeighbours(a, b, bridge)).toEqual([
      [0, 3],
      [2, 1],
    ]);
  });

  test("take what both sides know besides where the vectors leave it open", () => {
    const a = matrixOf([
      [1, 0],
      [1, 0],
      [nan, nan],
      [nan, nan],
    ]);
    const b = matrixOf([
      [nan, nan],
      [nan, nan],
      [1, 0],
      [1, 0],
    ]);
    const bridge = matrixOf([[-1], [1], [1], [-1]]);
    expect(mutualNeighbours(a, b, bridge)).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  test("are one-to-one, whatever lies where", () => {
    const random = createRandom(1);
    const cloud = () =>
      matrixOf(
        Array.from({ length: 120 }, (_, row) => (row % 3 === 0 ? [nan, nan] : [random.normal(), random.normal()])),
      );
    const bridge = matrixOf(Array.from({ length: 120 }, () => [random.normal()]));
    const pairs = mutualNeighbours(cloud(), cloud(), bridge);
    expect(pairs.length).toBeGreaterThan(5);
    for (const side of [0, 1] as const) expect(new Set(pairs.map((pair) => pair[side])).size).toBe(pairs.length);
    expect(pairs.flat().some((row) => row % 3 === 0)).toBe(false);
  });

  test("do not ask for the unit of either side's vectors", () => {
    const random = createRandom(2);
    const values = Array.from({ length: 40 }, () => [random.normal(), random.normal()]);
    const others = Array.from({ length: 40 }, () => [random.normal(), random.normal()]);
    const bridge = matrixOf(values.map(() => [0]));
    const scaled = values.map((row) => row.map((value) => 1000 * value));
    expect(mutualNeighbours(matrixOf(scaled), matrixOf(others), bridge)).toEqual(
      mutualNeighbours(matrixOf(values), matrixOf(others), bridge),
    );
  });

  test("are few of many: an even sample, the last rows among them", () => {
    const line = matrixOf(Array.from({ length: 4000 }, (_, row) => [row]));
    const bridge = matrixOf(Array.from({ length: 4000 }, () => [0]));
    const pairs = mutualNeighbours(line, line, bridge);
    expect(pairs).toHaveLength(1500);
    expect(pairs.every(([left, right]) => left === right)).toBe(true);
    expect(pairs.at(-1)?.[0]).toBeGreaterThan(3990);
  });

  test("are none where one side is empty", () => {
    const some = matrixOf([[1, 2]]);
    const none = matrixOf([[nan, nan]]);
    expect(mutualNeighbours(some, none, matrixOf([[0]]))).toEqual([]);
    expect(mutualNeighbours(none, some, matrixOf([[0]]))).toEqual([]);
  });
});

test("a block that most users have no say in is left out, and its share is said alike in both languages", () => {
  expect(leftOutFor("text", 0.5)).toBeNull();
  expect(leftOutFor("features", 0.01)).toBeNull();
  const found = leftOutFor("behaviour", 0.36);
  expect(found?.en).toContain("36");
  expect(found?.en).toContain("what people did");
  expect(found?.zh).toContain("36%");
});
