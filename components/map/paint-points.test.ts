import { describe, expect, it } from "vitest";
import { nearestRow, type Paint, type PaintView, paintPoints, rowsInside } from "./paint-points.ts";

/** 100 × 100 pixels over −1…1, y upwards. */
const view: PaintView = { width: 100, height: 100, scaleX: 50, shiftX: 50, scaleY: -50, shiftY: 50 };
const red = [255, 0, 0] as const;
const blue = [0, 0, 255] as const;
const paint: Paint = { colours: [red, blue, [128, 128, 128]], focus: [], selected: null, accent: [0, 255, 0] };

function placesOf(...points: readonly (readonly [number, number])[]) {
  return { x: Float32Array.from(points, ([x]) => x), y: Float32Array.from(points, ([, y]) => y) };
}

function pixelAt(pixels: Uint8ClampedArray, left: number, top: number): number[] {
  return [...pixels.subarray(4 * (top * 100 + left), 4 * (top * 100 + left) + 4)];
}

describe("paintPoints", () => {
  it("paints each one where they stand, in their colour, and nothing elsewhere", () => {
    const pixels = paintPoints(placesOf([0, 0], [0.5, 0.5]), [0, 1], view, paint);
    expect(pixelAt(pixels, 50, 50).slice(0, 3)).toEqual([...red]);
    expect(pixelAt(pixels, 75, 25).slice(0, 3)).toEqual([...blue]);
    expect(pixelAt(pixels, 10, 10)).toEqual([0, 0, 0, 0]);
  });

  it("mixes those who stand on one pixel by their numbers", () => {
    const pixels = paintPoints(placesOf([0, 0], [0, 0], [0, 0], [0, 0]), [0, 0, 0, 1], view, paint);
    const [r = 0, , b = 0] = pixelAt(pixels, 50, 50);
    expect(r / b).toBeCloseTo(3, 1);
  });

  it("is more opaque where more people are, yet shows a lone one", () => {
    const crowd = Array.from({ length: 500 }, () => [0, 0] as const);
    const pixels = paintPoints(placesOf(...crowd, [0.8, 0.8]), new Int32Array(501), view, paint);
    const [many, one] = [pixelAt(pixels, 50, 50)[3] ?? 0, pixelAt(pixels, 90, 10)[3] ?? 0];
    expect(many).toBeGreaterThan(one);
    expect(one).toBeGreaterThan(100);
  });

  it("fades who is out of focus, and lets the chosen stand out", () => {
    const places = placesOf([0, 0], [0.5, 0.5]);
    const focused = paintPoints(places, [0, 1], view, { ...paint, focus: [0] });
    expect(pixelAt(focused, 50, 50)[3]).toBeGreaterThan(5 * (pixelAt(focused, 75, 25)[3] ?? 0));
    const chosen = paintPoints(places, [0, 1], view, { ...paint, selected: Uint8Array.of(0, 1) });
    expect(pixelAt(chosen, 75, 25).slice(0, 3)).toEqual([0, 255, 0]);
  });

  it("takes noise and unknown categories as the last colour, and nobody at all", () => {
    expect(pixelAt(paintPoints(placesOf([0, 0]), [-1], view, paint), 50, 50).slice(0, 3)).toEqual([128, 128, 128]);
    expect(paintPoints(placesOf(), [], view, paint).every((value) => value === 0)).toBe(true);
  });

  it("leaves out who stands outside of the picture", () => {
    const pixels = paintPoints(placesOf([5, 0], [Number.NaN, 0]), [0, 0], view, paint);
    expect(pixels.every((value) => value === 0)).toBe(true);
  });
});

describe("nearestRow", () => {
  it("finds who is nearest within reach", () => {
    const places = placesOf([0, 0], [0.1, 0], [0.9, 0.9]);
    expect(nearestRow(places, view, 54, 50, 8)).toBe(1);
    expect(nearestRow(places, view, 30, 30, 8)).toBe(-1);
  });
});

describe("rowsInside", () => {
  it("takes those within a polygon, hollows left out", () => {
    // A U: its hollow is above the middle.
    const u = [-1, -1, 1, -1, 1, 1, 0.5, 1, 0.5, -0.5, -0.5, -0.5, -0.5, 1, -1, 1];
    expect([...rowsInside(placesOf([0, -0.8], [0, 0.5], [0.8, 0.5], [3, 3]), u)]).toEqual([0, 2]);
  });

  it("takes nobody into a line or a point", () => {
    expect(rowsInside(placesOf([0, 0]), [-1, 0, 1, 0]).length).toBe(0);
    expect(rowsInside(placesOf([0, 0]), []).length).toBe(0);
  });
});
