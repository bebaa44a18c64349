import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import { type Kernels, openKernels } from "../kernels/pool.ts";
import { alignSpaces, polarFactor } from "./align-spaces.ts";
import { reduceBlock } from "./reduce-block.ts";

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels({ threads: 1 });
});
afterAll(() => kernels.close());

const [users, width, kinds] = [600, 8, 4];
/** The kind of user is what both languages speak of, each along axes of its own; the bridge sees it dimly. */
const kindOf = (user: number) => (user >> 1) % kinds;
const languageOf = (user: number) => user % 2;

function twoLanguages(seed: number): { vectors: Matrix; bridge: Matrix } {
  const random = createRandom(seed);
  const speech = Array.from({ length: 2 * kinds * width }, () => random.normal());
  const data = new Float32Array(users * 2 * width);
  const bridge = new Float32Array(users * 3);
  for (let user = 0; user < users; user++) {
    const at = (languageOf(user) * kinds + kindOf(user)) * width;
    const own = speech.slice(at, at + width).map((value) => value + 0.4 * random.normal());
    const length = Math.hypot(...own);
    data.set(
      own.map((value) => value / length),
      (2 * user + languageOf(user)) * width,
    );
    for (let j = 0; j < 3; j++) bridge[user * 3 + j] = Number(kindOf(user) === j) + 0.5 * random.normal();
  }
  return { vectors: { data, rows: users, cols: 2 * width }, bridge: { data: bridge, rows: users, cols: 3 } };
}

/** How often the nearest other-language user is of the same kind. */
function agreement({ data, cols }: Matrix): number {
  let right = 0;
  for (let user = 0; user < users; user++) {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let other = 0; other < users; other++) {
      if (languageOf(other) === languageOf(user)) continue;
      let distance = 0;
      for (let j = 0; j < cols; j++) distance += ((data[user * cols + j] ?? 0) - (data[other * cols + j] ?? 0)) ** 2;
      if (distance < least) [best, least] = [other, distance];
    }
    right += Number(kindOf(best) === kindOf(user));
  }
  return right / users;
}

describe("alignSpaces", () => {
  test.each([1, 2, 3])("users of a kind meet whatever they speak, seed %i", (seed) => {
    const { vectors, bridge } = twoLanguages(seed);
    const aligned = alignSpaces(kernels, vectors, { widths: [width, width], bridge, dimensions: 4 });
    expect(aligned.covered).toBe(users);
    expect(agreement(aligned.matrix)).toBeGreaterThan(0.85);
    expect(agreement(reduceBlock(kernels, vectors, 4).matrix)).toBeLessThan(0.6);
  });

  test("distances within a language stay, so that nothing is lost", () => {
    const { vectors, bridge } = twoLanguages(1);
    const whole = alignSpaces(kernels, vectors, { widths: [width, width], bridge, dimensions: width }).matrix;
    const distance = ({ data, cols }: Matrix, a: number, b: number) =>
      Math.hypot(...Array.from({ length: cols }, (_, j) => (data[a * cols + j] ?? 0) - (data[b * cols + j] ?? 0)));
    for (const [a, b] of [
      [0, 2],
      [1, 3],
      [101, 301],
    ] as const)
      expect(distance(whole, a, b)).toBeCloseTo(distance(vectors, a, b), 4);
  });

  test("who wrote nothing has no place; a language that a handful writes in gives none", () => {
    const { vectors, bridge } = twoLanguages(1);
    const { cols } = vectors;
    for (let user = 0; user < users; user++) {
      if (user === 0) vectors.data.fill(Number.NaN, 0, cols);
      else if (languageOf(user) === 1 && user > 60) {
        vectors.data.copyWithin(user * cols, user * cols + width, (user + 1) * cols);
        vectors.data.fill(0, user * cols + width, (user + 1) * cols);
      }
    }
    const { matrix, covered } = alignSpaces(kernels, vectors, { widths: [width, width], bridge, dimensions: 4 });
    expect(matrix.data[0]).toBeNaN();
    expect(covered).toBe(users - 1 - 30);
    expect(matrix.data[4]).toBeNaN();
  });

  test("with one space nothing is turned", () => {
    const { vectors, bridge } = twoLanguages(1);
    const plain = reduceBlock(kernels, vectors, 4);
    expect(alignSpaces(kernels, vectors, { widths: [2 * width], bridge, dimensions: 4 })).toEqual(plain);
  });

  test("with nothing to compare by, language is still no place of its own", () => {
    const { vectors } = twoLanguages(1);
    const bridge = { data: new Float32Array(0), rows: users, cols: 0 };
    const { matrix } = alignSpaces(kernels, vectors, { widths: [width, width], bridge, dimensions: 4 });
    const means = Array.from({ length: 8 }, (_, at) => {
      let sum = 0;
      for (let user = at >> 2; user < users; user += 2) sum += (matrix.data[user * 4 + (at & 3)] ?? 0) / (users / 2);
      return sum;
    });
    for (const mean of means) expect(mean).toBeCloseTo(0, 5);
  });
});

describe("polarFactor", () => {
  test("of a turn times anything symmetric and positive it is the turn", () => {
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    const found = polarFactor(Float64Array.of(c * 3, -s * 2, s * 3, c * 2), 2);
    for (const [i, value] of [c, -s, s, c].entries()) expect(found[i]).toBeCloseTo(value, 12);
  });

  test("leaves out directions of which the matrix says nothing", () => {
    expect([...polarFactor(Float64Array.of(0, 5, 0, 0), 2)]).toEqual([0, 1, 0, 0]);
    expect([...polarFactor(new Float64Array(4), 2)]).toEqual([0, 0, 0, 0]);
  });
});
