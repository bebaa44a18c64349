import { describe, expect, it } from "vitest";
import { cornersOf, firstFrame, middleOf, moveFrame } from "./frame-keys.ts";
import { rowsInside } from "./paint-points.ts";

const room = { width: 600, height: 400 };
const press = (key: string, held: { shiftKey?: boolean; altKey?: boolean } = {}) => ({
  ...{ key, shiftKey: false, altKey: false },
  ...held,
});

describe("moveFrame", () => {
  it("moves by a twentieth of the picture, with Alt by two pixels", () => {
    const frame = firstFrame(room);
    expect(moveFrame(frame, press("ArrowRight"), room)).toEqual({ ...frame, left: 220 });
    expect(moveFrame(frame, press("ArrowUp", { altKey: true }), room)?.top).toBeCloseTo(400 / 3 - 2);
  });

  it("grows and shrinks with Shift, never to nothing", () => {
    let frame = firstFrame(room);
    expect(moveFrame(frame, press("ArrowDown", { shiftKey: true }), room)?.height).toBeCloseTo(400 / 3 + 20);
    for (let i = 0; i < 50; i++) frame = moveFrame(frame, press("ArrowLeft", { shiftKey: true }), room) ?? frame;
    expect(frame.width).toBe(16);
  });

  it("stays within the picture, whatever is pressed", () => {
    for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"])
      for (const shiftKey of [false, true]) {
        let frame = firstFrame(room);
        for (let i = 0; i < 60; i++) frame = moveFrame(frame, press(key, { shiftKey }), room) ?? frame;
        expect(Math.min(frame.left, frame.top)).toBeGreaterThanOrEqual(0);
        expect(frame.left + frame.width).toBeLessThanOrEqual(room.width);
        expect(frame.top + frame.height).toBeLessThanOrEqual(room.height);
      }
  });

  it("leaves other keys to others", () => {
    expect(moveFrame(firstFrame(room), press("Tab"), room)).toBeNull();
  });
});

it("a frame's corners enclose who stands in it", () => {
  const frame = { left: 10, top: 20, width: 30, height: 40 };
  const people = { x: Float32Array.of(25, 5, 39), y: Float32Array.of(40, 40, 61) };
  expect([...rowsInside(people, cornersOf(frame))]).toEqual([0]);
  expect(middleOf(frame)).toEqual([25, 40]);
});
