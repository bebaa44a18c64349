import { describe, expect, test } from "vitest";
import { quarantinedCells } from "./quarantine.ts";
import { csvRow, neutralise } from "./reading/csv-text.ts";

const header = "file,line,column,value,reason,id,amount\n";

async function read(text: string, size = text.length) {
  async function* chunks() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  const rows = [];
  for await (const row of quarantinedCells(chunks())) rows.push(row);
  return rows;
}

describe("quarantinedCells", () => {
  test("reads place, value and reason, and skips the row itself", async () => {
    const rows = await read(`${header}a.csv,3,amount,ten,bad-number,C1,ten\na.csv,9,,2,wrong-width,C2,1,2,3,4\n`);
    expect(rows).toEqual([
      ["a.csv", "3", "amount", "ten", "bad-number"],
      ["a.csv", "9", "", "2", "wrong-width"],
    ]);
  });

  test.each(['a "quoted" cell', '"', '"leading', "two\nlines, one cell", "", "'", "订单,\r\n"])(
    "gives %j back as it was, wherever the text is cut",
    async (value) => {
      const text = header + csvRow(["b.csv", "2", "c", value, "bad-date", value, "x"]);
      for (const size of [1, 2, 3, 1000])
        expect(await read(text, size)).toEqual([["b.csv", "2", "c", value, "bad-date"]]);
    },
  );

  test.each(["=1+1", "@x", "-a", "+b"])(
    "shows %j without the apostrophe that disarms it in a spreadsheet",
    async (value) => {
      const [row] = await read(header + csvRow(["b.csv", "2", "c", neutralise(value), "bad-number"]));
      expect(row?.[3]).toBe(value);
    },
  );

  test("of a header alone there is nothing", async () => {
    expect(await read(header)).toEqual([]);
    expect(await read("")).toEqual([]);
  });
});
