import { describe, expect, it } from "vitest";
import type { CloudShape } from "../null-cloud.ts";
import { countEverybody } from "./everybody.ts";

/** Of another fit first; the second is the chosen one. */
function cloud(shape: CloudShape, silhouette: number | null, ...labels: number[]) {
  const other = { k: 1, labels: Int32Array.of(0, 0, 0, 0) };
  const index = (value: number | null) => ({
    ...{ silhouette: value, simplifiedSilhouette: value, calinskiHarabasz: null, daviesBouldin: null, dunn: null },
  });
  const fits = [other, { k: 2, labels: Int32Array.from(labels) }];
  return { shape, fits, indices: [index(0.99), index(silhouette)] };
}

describe("countEverybody", () => {
  it("counts who is in no segment as 0, and a cloud that stayed whole", () => {
    const clouds = [
      cloud("gaussian", 0.8, 0, -1, 1, -1),
      cloud("gaussian", null, -1, -1, -1, -1),
      cloud("flat", 0.4, 0, 0, 1, -1),
    ];
    const found = countEverybody({ clouds, at: 1, segments: Int32Array.of(0, 1, 1, 0, -1) });
    expect(found?.share).toBe(0.8);
    expect(found?.gaussian).toEqual({ mean: 0.2, low: 0, high: 0.4 });
    expect(found?.flat?.mean).toBeCloseTo(0.3, 12);
  });

  it("speaks where a cloud alone leaves some out, and has no range of clouds that were not drawn", () => {
    const clouds = [cloud("gaussian", 0.5, 0, 1, 1, -1)];
    const found = countEverybody({ clouds, at: 1, segments: Int32Array.of(0, 1) });
    expect(found).toEqual({ share: 1, gaussian: { mean: 0.375, low: 0.375, high: 0.375 }, flat: null });
    expect(countEverybody({ clouds: [], at: 0, segments: Int32Array.of(0, -1) })).toEqual({
      ...{ share: 0.5, gaussian: null, flat: null },
    });
  });

  it("says nothing where nobody is left out", () => {
    const clouds = [cloud("gaussian", 0.5, 0, 1, 1, 0), cloud("flat", 0.5, 0, 0, 1, 0)];
    expect(countEverybody({ clouds, at: 1, segments: Int32Array.of(0, 1) })).toBeNull();
  });
});
