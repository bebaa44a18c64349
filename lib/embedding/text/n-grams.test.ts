import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { characterNGrams, wordNGrams } from "./n-grams.ts";
import { isGoodEnough, judgeStudent } from "./student-quality.ts";

describe("runs of words", () => {
  test("are all of the shortest first, each in the order of the text", () => {
    expect(wordNGrams(["late", "again", "late"], 1, 2)).toEqual(["late", "again", "late", "late again", "again late"]);
    expect(wordNGrams(["a", "b", "c"], 2, 3)).toEqual(["a b", "b c", "a b c"]);
    expect(wordNGrams(["a"], 2, 3)).toEqual([]);
    expect(wordNGrams([], 1, 3)).toEqual([]);
  });

  test("are as many as there is room for", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b"), { maxLength: 9 }), fc.nat(2), fc.nat(2), (words, below, more) => {
        const [from, to] = [1 + below, 1 + below + more];
        let wanted = 0;
        for (let n = from; n <= to; n++) wanted += Math.max(0, words.length - n + 1);
        expect(wordNGrams(words, from, to)).toHaveLength(wanted);
      }),
    );
  });
});

describe("runs of characters", () => {
  test("stay within a word, whose beginning and end differ from its middle", () => {
    expect(characterNGrams(["tea"], 2, 3)).toEqual([" t", "te", "ea", "a ", " te", "tea", "ea "]);
    expect(characterNGrams(["a", "b"], 3, 3)).toEqual([" a ", " b "]);
  });

  test("of a word that is too short are itself, once", () => {
    expect(characterNGrams(["a"], 3, 5)).toEqual([" a "]);
    expect(characterNGrams(["ab"], 4, 6)).toEqual([" ab "]);
    expect(characterNGrams([""], 2, 3)).toEqual(["  "]);
  });

  test("take a character beyond the first plane as one", () => {
    expect(characterNGrams(["😀b"], 2, 2)).toEqual([" 😀", "😀b", "b "]);
    for (const gram of characterNGrams(["👍🏽 ok", "客服"], 2, 4)) expect(gram.isWellFormed()).toBe(true);
  });

  test("are substrings of the padded word, and cover it", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "客", "😀"), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(word, fc.integer({ min: 1, max: 3 }), (given, n) => {
        const grams = characterNGrams([given], n, n);
        for (const gram of grams) expect(` ${given} `).toContain(gram);
        expect(grams.map((gram) => [...gram][0]).join("")).toBe([...` ${given} `].slice(0, grams.length).join(""));
      }),
    );
  });
});

describe("how well a student stands in", () => {
  /** Rows of length 1, with a direction that all of them share. */
  function unit(n: number, d: number, seed: number, noise: number, shared = 2) {
    const random = createRandom(9);
    const own = createRandom(seed);
    const data = new Float32Array(n * d);
    for (let row = 0; row < n; row++) {
      const values = Array.from(
        { length: d },
        (_, j) => (j === 0 ? shared : 0) + random.normal() + noise * own.normal(),
      );
      const length = Math.hypot(...values);
      for (const [j, value] of values.entries()) data[row * d + j] = value / length;
    }
    return { data, rows: n, cols: d };
  }
  const teacher = unit(60, 8, 1, 0);

  test("is 1 of itself, and at chance of what has nothing to do with it, though all share a direction", () => {
    const same = judgeStudent(teacher, teacher, createRandom(1));
    expect(same.centredCosine.mean).toBeCloseTo(1, 6);
    expect(same.recallAtTen).toEqual({ mean: 1, low: 1, high: 1 });
    const stranger = judgeStudent(unit(60, 8, 7, 50, 200), teacher, createRandom(1));
    expect(stranger.centredCosine.mean).toBeLessThan(0.2);
    expect(Math.abs(stranger.recallAtTen.mean - stranger.chanceRecall)).toBeLessThan(0.1);
    expect([isGoodEnough(same), isGoodEnough(stranger)]).toEqual([true, false]);
  });

  test("falls as the student's noise rises, with an interval around the mean", () => {
    const found = [0.1, 0.5, 2].map((noise) => judgeStudent(unit(60, 8, 3, noise), teacher, createRandom(1)));
    const cosines = found.map(({ centredCosine }) => centredCosine.mean);
    expect(cosines).toEqual(cosines.toSorted((a, b) => b - a));
    for (const { centredCosine, recallAtTen } of found)
      for (const { mean, low, high } of [centredCosine, recallAtTen]) expect(low <= mean && mean <= high).toBe(true);
  });

  test("is not told of fewer than twelve texts, or of texts that are not the same", () => {
    const few = unit(11, 8, 1, 0);
    expect(() => judgeStudent(few, few, createRandom(1))).toThrow(RangeError);
    expect(() => judgeStudent(unit(59, 8, 1, 0), teacher, createRandom(1))).toThrow("59 × 8 beside 60 × 8");
    expect(() => judgeStudent(unit(60, 4, 1, 0), teacher, createRandom(1))).toThrow(RangeError);
  });
});
