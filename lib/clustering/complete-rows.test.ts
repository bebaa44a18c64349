import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeRows, splitCompleteRows } from "./complete-rows.ts";

const no = Number.NaN;

describe("splitCompleteRows", () => {
  it("moves complete rows to the front of the same memory and keeps the others apart", () => {
    const data = Float32Array.of(no, 1, 2, 3, 4, no, 5, 6);
    const categories = [{ first: 1, count: 1 }];
    const split = splitCompleteRows({ data, rows: 4, cols: 2, categories }, ["a", "b"]);
    expect(split.complete.categories).toEqual(categories);
    expect(split.complete.data.buffer).toBe(data.buffer);
    expect([...split.complete.data]).toEqual([2, 3, 5, 6]);
    expect([...(split.completeAt ?? [])]).toEqual([1, 3]);
    expect([...split.partial.data]).toEqual([no, 1, 4, no]);
    expect([...split.partialAt]).toEqual([0, 2]);
  });

  it("lets rows with gaps come in, but those that stay out, and refuses what is infinite in them all the same", () => {
    const data = Float32Array.of(no, 1, 2, 3, 4, no, 5, 6);
    const which = { staysOut: (row: number) => row === 3, comesIn: (row: number) => row !== 2 };
    const split = splitCompleteRows({ data, rows: 4, cols: 2 }, ["a", "b"], which);
    expect([...split.complete.data]).toEqual([no, 1, 2, 3]);
    expect([...split.partialAt]).toEqual([2, 3]);
    const x = { data: Float32Array.of(no, Number.POSITIVE_INFINITY), rows: 1, cols: 2 };
    const all = { staysOut: () => false, comesIn: () => true };
    expect(() => splitCompleteRows(x, ["recency", "monetary"], all)).toThrow(/“monetary”.*“row 1”/);
  });

  it("leaves a complete matrix alone", () => {
    const x = { data: Float32Array.of(1, 2, 3), rows: 3, cols: 1 };
    const split = splitCompleteRows(x, ["a"]);
    expect(split.complete).toBe(x);
    expect(split.completeAt).toBeNull();
    expect(split.partial.rows).toBe(0);
  });

  it("can leave no complete row at all", () => {
    const split = splitCompleteRows({ data: Float32Array.of(no, no), rows: 2, cols: 1 }, ["a"]);
    expect(split.complete.rows).toBe(0);
    expect(split.partial.rows).toBe(2);
  });

  it.each([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("refuses %d, naming feature and row", (infinite) => {
    const x = { data: Float32Array.of(1, no, 2, infinite), rows: 2, cols: 2 };
    expect(() => splitCompleteRows(x, ["recency", "monetary"])).toThrow(/“monetary”.*“row 2”/);
  });

  it("does not take a sum that overflows for an infinite value", () => {
    const x = { data: Float32Array.of(3e38, 3e38), rows: 1, cols: 2 };
    expect(splitCompleteRows(x, ["a", "b"]).complete.rows).toBe(1);
  });

  it("loses no row and no value", () => {
    const cell = fc.oneof({ weight: 5, arbitrary: fc.integer() }, fc.constant(no));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(cell, { maxLength: 60 }), (cols, cells) => {
        const rows = Math.floor(cells.length / cols);
        const before = Float32Array.from(cells.slice(0, rows * cols));
        const split = splitCompleteRows({ data: before.slice(), rows, cols }, []);
        const parts = { complete: split.complete.data.slice(), partial: split.partial.data };
        expect(mergeRows(split, parts, new Float32Array(rows * cols))).toEqual(before);
        expect(split.complete.data.some(Number.isNaN)).toBe(false);
      }),
    );
  });
});

describe("mergeRows", () => {
  it("puts values back where their rows stood", () => {
    const split = splitCompleteRows({ data: Float32Array.of(no, 7, no, 9), rows: 4, cols: 1 }, []);
    const parts = { complete: Int32Array.of(1, 2), partial: Int32Array.of(3, 4) };
    expect([...mergeRows(split, parts, new Int32Array(4))]).toEqual([3, 1, 4, 2]);
    const pairs = { complete: Float32Array.of(1, 1, 2, 2), partial: Float32Array.of(3, 3, 4, 4) };
    expect([...mergeRows(split, pairs, new Float32Array(8))]).toEqual([3, 3, 1, 1, 4, 4, 2, 2]);
  });

  it("copies where every row is complete", () => {
    const split = splitCompleteRows({ data: Float32Array.of(7, 9), rows: 2, cols: 1 }, []);
    const parts = { complete: Int32Array.of(1, 2), partial: new Int32Array(0) };
    expect([...mergeRows(split, parts, new Int32Array(2))]).toEqual([1, 2]);
  });
});
