import { describe, expect, test } from "vitest";
import { matchLabels } from "./match-labels.ts";

const classes = ["red", "blue"];

describe("segments beside known classes", () => {
  test("that are the same groups agree wholly, whatever their numbers", () => {
    const found = matchLabels(Int32Array.of(1, 1, 0, 0, 0), Int32Array.of(0, 0, 1, 1, 1), classes, 2);
    expect(found).toMatchObject({ users: 5, hasNoise: false, agreement: { ari: 1, ami: 1, vMeasure: 1 } });
    expect(found.table).toEqual([
      [0, 3],
      [2, 0],
    ]);
  });

  // scikit-learn 1.8: adjusted_rand_score, adjusted_mutual_info_score, homogeneity_completeness_v_measure.
  test("that cut one class in two are pure but not whole", () => {
    const { agreement } = matchLabels(Int32Array.of(0, 0, 1, 1, 2, 2), Int32Array.of(0, 0, 0, 0, 1, 1), classes, 3);
    expect(agreement?.homogeneity).toBeCloseTo(1, 12);
    expect(agreement?.completeness).toBeCloseTo(0.579380164, 8);
    expect(agreement?.vMeasure).toBeCloseTo(0.733680436, 8);
    expect(agreement?.ari).toBeCloseTo(0.444444444, 8);
  });

  test("count who is in no segment as a group, and leave out who has no class", () => {
    const found = matchLabels(Int32Array.of(0, -1, -1, 0), Int32Array.of(0, 1, -1, -1), classes, 1);
    expect(found).toMatchObject({ users: 2, hasNoise: true });
    expect(found.table).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test("say nothing of a label that tells nobody apart", () => {
    expect(matchLabels(Int32Array.of(0, 1), Int32Array.of(-1, -1), [], 2)).toMatchObject({ users: 0, agreement: null });
  });
});
