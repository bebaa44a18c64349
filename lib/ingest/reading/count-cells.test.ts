import fc from "fast-check";
import { expect, test } from "vitest";
import { countCells } from "./count-cells.ts";
import { splitRecord } from "./record-splitter.ts";

function count(text: string, quote = '"'): number {
  const bytes = Buffer.from(`xx${text}yy`);
  return countCells(bytes, 2, bytes.length - 2, 44, quote === "" ? -1 : quote.charCodeAt(0));
}

test("cells are those between separators outside quotes", () => {
  expect(["", "a", "a,b", ",", "a,", '"a,b",c', '"a""b,",""', '"x\ny",1'].map((text) => count(text))).toEqual([
    ...[1, 1, 2, 2, 2, 2, 2, 2],
  ]);
  expect(count('"a,b"', "")).toBe(2);
  expect(count("'a,b'", "'")).toBe(1);
});

test("what readers may take differently is no count", () => {
  expect(['"a"b', '"open', 'a "b",c', "a\nb", "a\rb", '"a" ,b'].map((text) => count(text))).toEqual([
    -1, -1, -1, -1, -1, -1,
  ]);
  expect(count('5" pipe,1')).toBe(2);
});

test("a count is that of the splitter", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "é", " "), maxLength: 5 });
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          cell,
          cell.map((text) => `"${text.replaceAll('"', '""')}"`),
        ),
        { minLength: 1 },
      ),
      (cells) => {
        const text = cells.join(",");
        const counted = count(text);
        if (counted >= 0) expect(counted).toBe(splitRecord(text, { separator: ",", quote: '"' }).length);
      },
    ),
    { numRuns: 2000 },
  );
});
