import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guessDialect } from "./dialect.ts";

const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => row(i)).join("\n");

describe("guessDialect", () => {
  test.each([",", ";", "\t", "|"] as const)("%j between cells", (mark) => {
    const text = `id${mark}name${mark}spent\n${rows(5, (i) => [i, "Ann Lee", `${i}.5`].join(mark))}\n`;
    expect(guessDialect(text, false)).toEqual({ separator: mark, quote: '"' });
  });

  test("runs of blanks, with leading ones", () => {
    expect(guessDialect(" customer_id  date number\n 00001 19970101  1\n 00002 19970112  5\n", false)).toEqual({
      separator: "whitespace",
      quote: "",
    });
  });

  test("semicolons around decimal commas", () => {
    expect(guessDialect("a;b;c\n1,5;2,25;3\n2,5;3,75;4\n", false).separator).toBe(";");
    expect(guessDialect("1,5;2,25\n2,5;3,75\n", false).separator).toBe(";");
  });

  test("commas where one cell of each row holds a semicolon", () => {
    expect(guessDialect(`id,tags,age\n${rows(9, (i) => `${i},red;blue,${20 + i}`)}`, false).separator).toBe(",");
  });

  test("quoted commas do not count, nor do those of free text", () => {
    const text = `label;review\n${rows(20, (i) => `1;nice, ${"really, ".repeat(i % 4)}good`)}`;
    expect(guessDialect(text, false).separator).toBe(";");
    expect(guessDialect(`id;note\n${rows(9, (i) => `${i};"a; b, c"`)}`, false)).toEqual({ separator: ";", quote: '"' });
  });

  test("apostrophes as quotes, and apostrophes in words", () => {
    expect(guessDialect("id,name\n'1','Lee, Ann'\n'2','Bo'\n", false).quote).toBe("'");
    expect(guessDialect("id,name\n1,O'Hara\n2,'t Hooft\n", false).quote).toBe('"');
  });

  test("inch marks that never close switch quoting off", () => {
    const text = `id,size,price\n${rows(30, (i) => `${i},"5 inch,${i}.5`)}\n`;
    expect(guessDialect(text, false)).toEqual({ separator: ",", quote: "" });
  });

  test("one column of anything", () => {
    expect(guessDialect("1\n2\n3\n", false)).toEqual({ separator: ",", quote: '"' });
    expect(guessDialect("How do I pay?\nWhere is my card\n", false).separator).toBe(",");
  });

  test("what a spreadsheet declares and what the config says stand", () => {
    expect(guessDialect("sep=;\na;b\n1;2\n", false).separator).toBe(";");
    expect(guessDialect("a;b,c\n1;2,3\n", false, { separator: "|", quote: "" })).toEqual({ separator: "|", quote: "" });
  });

  test("any table written with quotes is read with its own separator", () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(word, { minLength: width, maxLength: width }), { minLength: 3, maxLength: 9 }),
      );
    fc.assert(
      fc.property(table, fc.constantFrom(",", ";", "\t", "|"), (cells, mark) => {
        const text = cells.map((row) => row.map((cell) => `"${cell}"`).join(mark)).join("\r\n");
        expect(guessDialect(text, false)).toEqual({ separator: mark, quote: '"' });
      }),
    );
  });
});
