import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../core/random.ts";
import { alignTo } from "./align.ts";

const random = createRandom(1);
const map = Float32Array.from({ length: 60 }, () => random.normal());

/** Turned, stretched and shifted. */
function change(places: Float32Array, angle: number, scale: number, [x, y]: readonly [number, number]): Float32Array {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return places.map((_, at) => {
    const [a, b] = [places[at - (at % 2)] ?? 0, places[at - (at % 2) + 1] ?? 0];
    return at % 2 === 0 ? scale * (cosine * a - sine * b) + x : scale * (sine * a + cosine * b) + y;
  });
}

describe("alignTo", () => {
  it("takes back any turn and shift, whoever is known of three at least", () => {
    const amount = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, fc.integer({ min: 3, max: 30 }), (angle, x, y, people) => {
        const turned = change(map, angle, 1, [x, y]);
        const earlier = map.map((value, at) => (at < 2 * people ? value : Number.NaN));
        const { moved } = alignTo(turned, earlier);
        expect(moved).toBeLessThan(1e-4);
        for (const [at, value] of turned.entries()) expect(value).toBeCloseTo(map[at] ?? 0, 3);
      }),
      { numRuns: 30 },
    );
  });

  it("leaves the scale, and does not count it as moving", () => {
    const wide = change(map, 0.4, 3, [1, 2]);
    const { moved } = alignTo(wide, map);
    expect(moved).toBeLessThan(1e-4);
    const size = (places: Float32Array) =>
      Math.hypot((places[2] ?? 0) - (places[0] ?? 0), (places[3] ?? 0) - (places[1] ?? 0));
    expect(size(wide) / size(map)).toBeCloseTo(3, 4);
  });

  it("tells how far people moved in widths of the map, and never mirrors it", () => {
    const square = Float32Array.of(0, 0, 1, 0, 1, 1, 0, 1, 0.5, 0.5);
    const one = Float32Array.of(0, 0, 1, 0, 1, 1, 0, 1, 0.9, 0.5);
    expect(alignTo(one.slice(), square).moved).toBeGreaterThan(0.05);
    const mirrored = square.map((value, at) => (at % 2 === 0 ? -value : value));
    const turn = (p: Float32Array) => (p[2] ?? 0) * (p[5] ?? 0) - (p[3] ?? 0) * (p[4] ?? 0);
    const before = Math.sign(turn(mirrored));
    alignTo(mirrored, square);
    const at = mirrored.map((value, i) => value - (mirrored[i % 2] ?? 0));
    expect(Math.sign(turn(at))).toBe(before);
  });

  it("leaves everything where nobody is known, and stands a map that is one point", () => {
    const places = map.slice();
    expect(
      alignTo(
        places,
        map.map(() => Number.NaN),
      ),
    ).toEqual({ moved: 0 });
    expect(places).toEqual(map);
    const point = new Float32Array(8).fill(2);
    expect(alignTo(point, new Float32Array(8).fill(3))).toEqual({ moved: 0 });
    expect([...point]).toEqual(new Array(8).fill(3));
  });
});
