import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../core/random.ts";
import { eigenSymmetric } from "./eigen.ts";

function symmetric(seed: number, d: number): Float64Array {
  const random = createRandom(seed);
  const matrix = new Float64Array(d * d);
  for (let i = 0; i < d; i++) for (let j = 0; j <= i; j++) matrix[i * d + j] = matrix[j * d + i] = random.normal();
  return matrix;
}

describe("eigenSymmetric", () => {
  it("gives orthonormal vectors with matrix · v = value · v, by falling value", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 24 }), (seed, d) => {
        const matrix = symmetric(seed, d);
        const { values, vectors } = eigenSymmetric(matrix, d);
        for (let a = 0; a < d; a++) {
          const va = vectors.subarray(a * d, (a + 1) * d);
          if (a > 0) expect(values[a]).toBeLessThanOrEqual(values[a - 1]!);
          for (let b = 0; b <= a; b++) {
            const dot = va.reduce((sum, value, i) => sum + value * vectors[b * d + i]!, 0);
            expect(dot).toBeCloseTo(a === b ? 1 : 0, 12);
          }
          for (let i = 0; i < d; i++) {
            const image = va.reduce((sum, value, j) => sum + matrix[i * d + j]! * value, 0);
            expect(image).toBeCloseTo(values[a]! * va[i]!, 11);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("keeps small eigenvalues beside large ones", () => {
    const { values } = eigenSymmetric(Float64Array.of(1e12, 1, 1, 2), 2);
    expect(values[0]).toBeCloseTo(1e12, 0);
    expect(values[1]).toBeCloseTo(2, 11);
  });

  it("leaves a diagonal matrix and a zero matrix as they are", () => {
    expect([...eigenSymmetric(Float64Array.of(1, 0, 0, 3), 2).values]).toEqual([3, 1]);
    expect([...eigenSymmetric(new Float64Array(9), 3).vectors]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it("does not touch its input", () => {
    const matrix = symmetric(1, 5);
    const before = matrix.slice();
    eigenSymmetric(matrix, 5);
    expect(matrix).toEqual(before);
  });
});
