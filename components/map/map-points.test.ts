import { describe, expect, it } from "vitest";
import { middleRows, rankValues, readMapPoints } from "./map-points.ts";

/** As the server sends it: places of everybody, then segments of everybody. */
function bytesOf(places: readonly number[], segments: readonly number[]): ArrayBuffer {
  const bytes = new ArrayBuffer(4 * (places.length + segments.length));
  new Float32Array(bytes, 0, places.length).set(places);
  new Int32Array(bytes, 4 * places.length, segments.length).set(segments);
  return bytes;
}

describe("readMapPoints", () => {
  it("scales both directions by one factor, so that distances stay distances", () => {
    const { users, x, y, segment } = readMapPoints(bytesOf([0, 0, 4, 0, 0, 2], [0, 1, -1]), 1);
    expect(users).toBe(3);
    expect([...segment]).toEqual([0, 1, -1]);
    const across = (x[1] ?? 0) - (x[0] ?? 0);
    const up = (y[2] ?? 0) - (y[0] ?? 0);
    expect(across / up).toBeCloseTo(2, 5);
    expect(Math.max(...x.map(Math.abs), ...y.map(Math.abs))).toBeLessThan(1);
  });

  it("uses the width of a wide picture", () => {
    const { x } = readMapPoints(bytesOf([-2, 0, 2, 0], [0, 0]), 2);
    expect(x[1]).toBeCloseTo(2 / 1.08, 5);
  });

  it("takes nobody, and everybody in one place", () => {
    expect(readMapPoints(new ArrayBuffer(0), 1).users).toBe(0);
    const { x } = readMapPoints(bytesOf([3, 3, 3, 3], [0, 0]), 1);
    expect([...x]).toEqual([0, 0]);
  });
});

describe("rankValues", () => {
  it("splits people evenly, however far the largest value lies", () => {
    expect([...rankValues(Float32Array.of(1, 2, 3, 1e6), 2)]).toEqual([0, 0, 1, 1]);
  });

  it("marks a missing value", () => {
    expect(rankValues(Float32Array.of(1, Number.NaN, 5), 3)[1]).toBe(-1);
  });
});

describe("middleRows", () => {
  it("names a segment where most of it is, not at its outlier", () => {
    const points = readMapPoints(bytesOf([0, 0, 1, 0, 0, 1, 90, 90], [0, 0, 0, 0]), 1);
    expect([0, 1, 2]).toContain(middleRows(points, 1)[0]);
  });

  it("has no place for a segment of nobody", () => {
    expect(middleRows(readMapPoints(bytesOf([0, 0], [0]), 1), 2)).toEqual([0, -1]);
  });
});
