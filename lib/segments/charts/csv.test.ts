import { describe, expect, it } from "vitest";
import { writeCsv } from "./csv.ts";

const columns = [
  { label: "Segment", kind: null },
  { label: "Share", kind: "percent" },
] as const;

describe("writeCsv", () => {
  it("keeps numbers whole and leaves missing ones empty", () => {
    const text = writeCsv({
      columns,
      rows: [
        ["New", 0.12345],
        ["Old", null],
      ],
    });
    expect(text).toBe("\ufeffSegment,Share\r\nNew,0.12345\r\nOld,\r\n");
  });

  it("quotes commas, quotes and line breaks", () => {
    expect(writeCsv({ columns: [], rows: [['Big basket, "gifts"\nhome']] })).toContain('"Big basket, ""gifts""\nhome"');
  });

  it("does not let a name become a spreadsheet's formula, yet leaves negative numbers alone", () => {
    const text = writeCsv({ columns: [], rows: [["=HYPERLINK(1)", "+49", "@x", "-5"], [-5]] });
    expect(text).toBe("\ufeff\r\n'=HYPERLINK(1),'+49,'@x,'-5\r\n-5\r\n");
  });
});
