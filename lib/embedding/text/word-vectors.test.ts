import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { averageWords, fitWordVectors, item2VecDefaults, nearestWords } from "./word-vectors.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

const aisles = [
  ["tea", "mug", "honey", "biscuits", "teapot"],
  ["nails", "hammer", "paint", "brush", "ladder"],
  ["奶粉", "尿布", "奶瓶", "湿巾", "玩具"],
];

/** Baskets of three things of one aisle. */
function baskets(n: number): string[][] {
  const random = createRandom(5);
  return Array.from({ length: n }, () => {
    const aisle = aisles[random.int(3)] ?? [];
    return Array.from({ length: 3 }, () => aisle[random.int(5)] ?? "");
  });
}

function fit() {
  return fitWordVectors(kernels, [...baskets(1500), ["seen", "once"]], {
    ...item2VecDefaults,
    random: createRandom(1),
  });
}

describe("Item2Vec on baskets", () => {
  it("puts what is bought together beside each other", () => {
    const model = fit();
    for (const aisle of aisles) {
      for (const item of aisle) {
        const near = nearestWords(model, item, 4).map(({ word }) => word);
        expect(near.filter((other) => aisle.includes(other)).length).toBe(4);
      }
    }
  });

  it("leaves out what was seen too seldom, and knows nothing of it", () => {
    const model = fit();
    expect(model.vocabulary).not.toContain("once");
    expect(nearestWords(model, "once", 3)).toEqual([]);
  });

  it("averages words to vectors of length 1 that lie where their aisle lies", () => {
    const { data, cols } = averageWords(fit(), [["tea", "honey"], ["teapot", "mug"], ["hammer"], ["unknown"], []]);
    const dot = (a: number, b: number) =>
      data.subarray(a * cols, (a + 1) * cols).reduce((sum, value, j) => sum + value * (data[b * cols + j] ?? 0), 0);
    expect(dot(0, 0)).toBeCloseTo(1, 5);
    expect(dot(0, 1)).toBeGreaterThan(dot(0, 2) + 0.3);
    expect([dot(3, 3), dot(4, 4)]).toEqual([0, 0]);
  });

  it("refuses texts without two words that come up again", () => {
    const options = { ...item2VecDefaults, random: createRandom(1) };
    expect(() => fitWordVectors(kernels, [["a", "b"], ["c"]], options)).toThrow("too little text");
    expect(() => fitWordVectors(kernels, [], options)).toThrow("too little text");
  });
});
