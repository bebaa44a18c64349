import fc from "fast-check";
import { expect, it } from "vitest";
import { tinyFolder, tinyTokenizer } from "./fixtures/tiny-bert.ts";
import { readModelFolder } from "./model-folder.ts";
import { openTokeniser } from "./tokenise.ts";

const model = readModelFolder(tinyFolder());
const open = (maxTokens: number, truncation: "keep_sep" | "cut" = "keep_sep", prefix = "") =>
  openTokeniser(model, { maxTokens, truncation, prefix });

it("reads as BERT does, past the limit that the file's own truncation states", () => {
  expect(open(16)("The box was late.")).toEqual([2, 6, 7, 8, 4, 13, 3]);
  expect(open(16)("orders unknown")).toEqual([2, 11, 12, 1, 3]);
  expect(open(16)("")).toEqual([2, 3]);
});

it("cuts with the closing token kept, or plainly", () => {
  expect(open(4, "keep_sep")("the box was late")).toEqual([2, 6, 7, 3]);
  expect(open(4, "cut")("the box was late")).toEqual([2, 6, 7, 8]);
  expect(open(6, "cut")("the box was late")).toEqual(open(6)("the box was late"));
  expect(open(4, "keep_sep", "my ")("the box was late")).toEqual([2, 10, 6, 3]);
});

it("gives one to maxTokens ids for any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.integer({ min: 2, max: 9 }), (text, most) => {
      for (const truncation of ["keep_sep", "cut"] as const) {
        const ids = open(most, truncation)(text);
        expect(ids.length).toBeGreaterThan(0);
        expect(ids.length).toBeLessThanOrEqual(most);
        expect(ids.every(Number.isInteger)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

it("takes a text of a million characters in a moment", () => {
  const started = performance.now();
  expect(open(16)("late ".repeat(200_000))).toHaveLength(16);
  expect(performance.now() - started).toBeLessThan(5000);
});

it("still gives a token where a tokenizer has none for an empty text", () => {
  const bare = { ...tinyTokenizer, post_processor: null };
  const folder = tinyFolder({ tokenizer: JSON.stringify(bare) });
  const tokenise = openTokeniser(readModelFolder(folder), { maxTokens: 8, truncation: "keep_sep", prefix: "" });
  expect(tokenise("")).toEqual([0]);
  expect(tokenise("late")).toEqual([4]);
});

it.each([
  ["no vocabulary", { ...tinyTokenizer, model: { type: "WordPiece" } }],
  [
    "tokens without a number",
    { ...tinyTokenizer, model: { ...tinyTokenizer.model, vocab: { ...tinyTokenizer.model.vocab, ab: "one" } } },
  ],
  ["a normaliser of nowhere", { ...tinyTokenizer, normalizer: { type: "Evil" } }],
])("refuses a tokenizer with %s", (_, tokenizer) => {
  const folder = tinyFolder({ tokenizer: JSON.stringify(tokenizer) });
  const read = readModelFolder(folder);
  expect(() => openTokeniser(read, { maxTokens: 8, truncation: "cut", prefix: "" })).toThrow(
    /^tokenizer\.json is refused/,
  );
});
