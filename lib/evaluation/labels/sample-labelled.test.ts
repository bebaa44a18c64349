import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { sampleLabelled } from "./sample-labelled.ts";

const repeated = (code: number, count: number) => new Array<number>(count).fill(code);
const countOf = (codes: Int32Array, code: number) => codes.filter((one) => one === code).length;

describe("the users that classifiers are tried on", () => {
  test("are all of them where they are few; the very array, nothing said", () => {
    const codes = Int32Array.from([...repeated(0, 30), ...repeated(1, 30), -1]);
    const { codes: kept, notes } = sampleLabelled(codes, { classes: 2, columns: 10 }, createRandom(1));
    expect(kept).toBe(codes);
    expect(notes).toEqual([]);
  });

  test("are else a sample with the classes' shares, and at least twenty of each or all it has", () => {
    const codes = Int32Array.from([
      ...repeated(0, 90_000),
      ...repeated(1, 10_000),
      ...repeated(2, 25),
      ...repeated(3, 7),
    ]);
    const { codes: some, notes } = sampleLabelled(codes, { classes: 4, columns: 5 }, createRandom(1));
    expect(countOf(some, 0)).toBe(Math.round((20_000 * 90_000) / 100_032));
    expect(countOf(some, 1)).toBe(Math.round((20_000 * 10_000) / 100_032));
    expect([countOf(some, 2), countOf(some, 3)]).toEqual([20, 7]);
    expect(notes[0]?.en).toContain("20,020 of 100,032");
    expect(notes[0]?.zh).toContain("100,032 位有标签用户中的 20,020 位");
  });

  test("keep their place and their own code; who has none is never drawn", () => {
    const random = createRandom(3);
    const codes = Int32Array.from({ length: 50_000 }, () => random.int(3) - 1);
    const { codes: some } = sampleLabelled(codes, { classes: 2, columns: 1 }, createRandom(2));
    const wrong = some.filter((code, row) => code !== -1 && code !== codes[row]);
    expect([some.length, wrong.length]).toEqual([codes.length, 0]);
  });

  test("are the fewer the more columns and classes a fit has to do with, never none", () => {
    const codes = Int32Array.from({ length: 30_000 }, (_, row) => row % 10);
    const sizeAt = (columns: number) => {
      const { codes: some } = sampleLabelled(codes, { classes: 10, columns }, createRandom(1));
      return some.filter((code) => code >= 0).length;
    };
    expect([sizeAt(10), sizeAt(100), sizeAt(1000)]).toEqual([20_000, 10_000, 1000]);
    // Ten a class would be left of so many columns: twenty are.
    expect(sizeAt(100_000)).toBe(200);
    expect(sizeAt(0)).toBe(20_000);
  });

  test("are drawn evenly: early rows no likelier than late ones", () => {
    const codes = new Int32Array(40_000);
    const { codes: some } = sampleLabelled(codes, { classes: 1, columns: 1 }, createRandom(9));
    const early = countOf(some.subarray(0, 20_000), 0);
    // Hypergeometric: mean 10,000, standard deviation √(40,000 · ¼ · ½) ≈ 71.
    expect(Math.abs(early - 10_000)).toBeLessThan(4 * 71);
  });

  test("are the same for the same random", () => {
    const codes = Int32Array.from({ length: 30_000 }, (_, row) => row % 2);
    const draw = (seed: number) => sampleLabelled(codes, { classes: 2, columns: 1 }, createRandom(seed)).codes;
    expect(draw(4)).toEqual(draw(4));
    expect(draw(4)).not.toEqual(draw(5));
  });
});
