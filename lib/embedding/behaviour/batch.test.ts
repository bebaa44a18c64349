import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { fillEvents, type Hiding, hideEvents, openBatch } from "./batch.ts";
import { behaviourShape } from "./model.ts";
import { prepare, smallParams, walkers } from "./test-events.ts";
import { tokens } from "./vocabulary.ts";

const { vocabulary, sequences } = prepare(walkers(30, createRandom(1)), 30, smallParams);
const shape = behaviourShape(vocabulary, smallParams);
const rows = [...sequences.newest];

function hide(which: Hiding["which"], seed: number) {
  const batch = openBatch(shape, 32, 3);
  fillEvents(batch, sequences, shape, rows);
  hideEvents(batch, sequences, shape, rows, { which, share: 0.3 }, createRandom(seed));
  return batch;
}

/** The hidden events: window, place, row in the batch. */
function hiddenOf(batch: ReturnType<typeof hide>) {
  return [...batch.hidden.weights.data.entries()]
    .filter(([, weight]) => weight > 0)
    .map(([at]) => {
      const row = batch.hidden.rows.data[at] ?? 0;
      return { at, row, window: row % 32, place: Math.floor(row / 32) };
    });
}

describe("hideEvents", () => {
  test("weights sum to one, and no event is hidden twice", () => {
    const batch = hide("mixed", 1);
    expect(batch.hidden.weights.data.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
    const hidden = hiddenOf(batch).map(({ row }) => row);
    expect(new Set(hidden).size).toBe(hidden.length);
  });

  test("targets are the true events, and what is blanked shows nothing of them", () => {
    const batch = hide("inside", 2);
    for (const { at, row, window, place } of hiddenOf(batch)) {
      const from = (rows[window] ?? 0) * shape.length + place;
      expect(batch.hidden.itemTarget.data[at]).toBe(sequences.item[from]);
      expect(batch.events.item.data[row]).toBe(tokens.masked);
      const small = batch.events.small.data.subarray(row * shape.smallColumns, (row + 1) * shape.smallColumns);
      expect([...small].indexOf(1)).toBe(shape.small.masked);
      expect(small.reduce((sum, number) => sum + number, 0)).toBe(1);
    }
  });

  test("the newest event is hidden alone by “last”, never by “inside”, and in about half of the windows by “mixed”", () => {
    const newest = (which: Hiding["which"]) =>
      hiddenOf(hide(which, 3)).filter(({ place }) => place === shape.length - 1).length;
    expect(newest("last")).toBe(30);
    expect(hiddenOf(hide("last", 3))).toHaveLength(30);
    expect(newest("inside")).toBe(0);
    expect(newest("mixed")).toBeGreaterThan(10);
  });

  test("copying is offered only from events that show", () => {
    const batch = hide("inside", 4);
    const { same } = batch.hidden;
    for (const { at, window, place } of hiddenOf(batch)) {
      const slot = Math.floor(at / 32);
      const start = (2 * window * 3 + slot) * shape.length;
      for (let t = 0; t < shape.length; t++) {
        const shown = batch.events.item.data[t * 32 + window];
        expect(same.data[start + t]).toBe(Number(shown === batch.hidden.itemTarget.data[at]));
      }
      expect(same.data[start + place]).toBe(0);
    }
  });

  test("windows of one event and places without a window count nothing", () => {
    const lone = { ...sequences, counts: sequences.counts.map(() => 1) };
    const batch = openBatch(shape, 4, 2);
    fillEvents(batch, lone, shape, [0, 1]);
    hideEvents(batch, lone, shape, [0, 1], { which: "mixed", share: 0.5 }, createRandom(1));
    expect([...batch.hidden.weights.data]).toEqual(Array(8).fill(0));
    expect(batch.shares.data.reduce((sum, share) => sum + share, 0)).toBe(2);
  });
});
