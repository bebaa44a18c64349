import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LabelBox, placeLabels, placeSomeLabels } from "./place-labels.ts";

const area = { width: 800, height: 430 };

function overlaps(boxes: readonly LabelBox[], places: readonly { x: number; y: number }[]): number {
  let count = 0;
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length; j++) {
      const [a, b, p, q] = [boxes[i], boxes[j], places[i], places[j]];
      if (!a || !b || !p || !q) continue;
      const across = (a.width + b.width) / 2 - Math.abs(p.x - q.x);
      const down = (a.height + b.height) / 2 - Math.abs(p.y - q.y);
      if (across > 0.01 && down > 0.01) count++;
    }
  }
  return count;
}

describe("placeLabels", () => {
  it("leaves labels that have room where they are", () => {
    const boxes = [
      { x: 100, y: 100, width: 80, height: 20 },
      { x: 400, y: 200, width: 80, height: 20 },
    ];
    expect(placeLabels(boxes, area)).toEqual([
      { x: 100, y: 100 },
      { x: 400, y: 200 },
    ]);
  });

  it("moves two at the same place apart by the same way", () => {
    const box = { x: 300, y: 200, width: 100, height: 20 };
    const [first, second] = placeLabels([box, box], area);
    expect(first).toEqual({ x: 300, y: 189 });
    expect(second).toEqual({ x: 300, y: 211 });
  });

  it("pulls a label at the edge inside", () => {
    expect(placeLabels([{ x: 795, y: 2, width: 100, height: 20 }], area)).toEqual([{ x: 748, y: 12 }]);
  });

  it("covers no more than before wherever they fall, and stays inside", () => {
    const box = fc.record({
      x: fc.integer({ min: 0, max: 800 }),
      y: fc.integer({ min: 0, max: 430 }),
      width: fc.integer({ min: 40, max: 190 }),
      height: fc.constantFrom(22, 37),
    });
    fc.assert(
      fc.property(fc.array(box, { maxLength: 8 }), (boxes) => {
        const places = placeLabels(boxes, area);
        const isInside = places.every(({ x, y }, i) => {
          const { width, height } = boxes[i] ?? { width: 0, height: 0 };
          return x >= width / 2 && x <= 800 - width / 2 && y >= height / 2 && y <= 430 - height / 2;
        });
        return isInside && overlaps(boxes, places) <= overlaps(boxes, boxes);
      }),
      { numRuns: 100 },
    );
  });

  it("answers even where there is no room for all", () => {
    const boxes = Array.from({ length: 30 }, () => ({ x: 50, y: 50, width: 90, height: 22 }));
    const places = placeLabels(boxes, { width: 100, height: 100 });
    expect(places.every(({ x, y }) => Number.isFinite(x) && y >= 0 && y <= 100)).toBe(true);
  });
});

describe("placeSomeLabels", () => {
  const crowd = Array.from({ length: 50 }, (_, i) => ({ x: 300 + 3 * i, y: 215, width: 110, height: 37 }));

  it("shows the first ones of many, none over another and none far from its place", () => {
    const places = placeSomeLabels(crowd, area);
    const shown = crowd.flatMap((box, i) => (places[i] ? [{ box, place: places[i] }] : []));
    expect(places[0]).not.toBeNull();
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.length).toBeLessThan(20);
    expect(
      overlaps(
        shown.map(({ box }) => box),
        shown.map(({ place }) => place),
      ),
    ).toBe(0);
    for (const { box, place } of shown) expect(Math.abs(place.y - box.y)).toBeLessThanOrEqual(60);
  });

  it("shows all where there is room", () => {
    const few = crowd.slice(0, 3);
    expect(placeSomeLabels(few, area)).toEqual(placeLabels(few, area));
  });
});
