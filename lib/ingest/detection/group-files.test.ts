import { describe, expect, test } from "vitest";
import type { FileSample } from "../file-sample.ts";
import { guessDateOrder } from "./date-order.ts";
import { groupFiles } from "./group-files.ts";

function samplesOf(files: Readonly<Record<string, string | Uint8Array>>): ReadonlyMap<string, FileSample> {
  return new Map(
    Object.entries(files).map(([name, text]) => [
      name,
      { name, bytes: typeof text === "string" ? Buffer.from(text) : text, truncated: false },
    ]),
  );
}

const group = (files: Readonly<Record<string, string | Uint8Array>>, order = Object.keys(files)) =>
  groupFiles(order, samplesOf(files)).map((table) => table.files);

const january = "order_id,user_id,amount\n1,u1,5\n2,u2,7\n";
const february = "order_id,user_id,amount\n3,u1,6\n4,u3,8\n";

describe("files without a config", () => {
  test("of one header are parts of one table, in the order given; others are tables of their own", () => {
    const users = "user_id,age\nu1,31\nu2,44\n";
    expect(group({ "jan.csv": january, "users.csv": users, "feb.csv": february })).toEqual([
      ["jan.csv", "feb.csv"],
      ["users.csv"],
    ]);
  });

  test("are told by the names of their columns, their order and how they are separated", () => {
    expect(group({ a: january, b: february.replace("amount", "total") })).toHaveLength(2);
    expect(group({ a: january, b: "user_id,order_id,amount\nu1,3,6\n" })).toHaveLength(2);
    expect(group({ a: january, b: february.replaceAll(",", ";") })).toHaveLength(2);
  });

  test("without headers go by their number of columns", () => {
    const plain = (from: number) => Array.from({ length: 9 }, (_, i) => `${from + i} 1997010${i} 1 ${i}.5`).join("\n");
    expect(group({ a: plain(1), b: plain(50), c: plain(90).replaceAll(/ [\d.]+$/gm, "") })).toEqual([
      ["a", "b"],
      ["c"],
    ]);
  });

  test("may say a head of prose before the header, which then belongs to how they are read", () => {
    const prose = "Export of shop 7\n\n";
    expect(group({ a: prose + january, b: prose + february })).toEqual([["a", "b"]]);
  });

  test("in plain ASCII go with any encoding; two encodings do not go together", () => {
    const utf8 = "order_id,user_id,amount\n5,客户甲乙丙,5\n6,客户丁戊己,7\n";
    const gbk = Buffer.concat([
      Buffer.from("order_id,user_id,amount\n7,"),
      Buffer.of(0xbf, 0xcd, 0xbb, 0xa7, 0xbc, 0xd7, 0xd2, 0xd2),
      Buffer.from(",5\n8,"),
      Buffer.of(0xbf, 0xcd, 0xbb, 0xa7, 0xb1, 0xfb, 0xb6, 0xa1),
      Buffer.from(",7\n"),
    ]);
    expect(group({ a: january, b: utf8, c: february })).toEqual([["a", "b", "c"]]);
    expect(group({ a: january, b: utf8, c: gbk })).toEqual([["a", "b"], ["c"]]);
  });

  test("given twice count once, and a file without a sample is not there", () => {
    expect(group({ a: january, b: february }, ["a", "b", "a"])).toEqual([["a", "b"]]);
    expect(() => group({ a: january }, ["a", "gone"])).toThrow(expect.objectContaining({ code: "FILE_NOT_FOUND" }));
  });

  test("are none of no files", () => expect(group({})).toEqual([]));
});

describe("the order of day and month in a column", () => {
  test.each([
    [["25/12/2025", "01/02/2025"], "dmy", false],
    [["12/25/2025", "01/02/2025"], "mdy", false],
    [["2025-12-25", "2025/1/2"], "ymd", false],
  ])("is told by a number above twelve: %j is %s", (cells, order, ambiguous) => {
    expect(guessDateOrder(cells)).toEqual({ order, ambiguous });
  });

  test("is else the one under which time does not run back, then the one that spans less time", () => {
    // First of January to twelfth, day first; month first it would be every month's first day.
    const days = Array.from({ length: 12 }, (_, i) => `${String(i + 1).padStart(2, "0")}/01/2025`);
    expect(guessDateOrder(days)).toEqual({ order: "dmy", ambiguous: true });
    expect(guessDateOrder(["01/11/2025", "01/12/2025", "02/01/2025"])).toEqual({ order: "mdy", ambiguous: true });
  });

  test("is the month first where an American clock stands beside it", () => {
    expect(guessDateOrder(["03/04/2025 5:30 PM", "05/04/2025 6:00 AM"]).order).toBe("mdy");
  });

  test("is not asked of cells that are no dates, or of none", () => {
    expect(guessDateOrder([])).toEqual({ order: "ymd", ambiguous: false });
    expect(guessDateOrder(["red", "", "17850"])).toEqual({ order: "ymd", ambiguous: false });
  });

  test("survives a few cells that are wrong either way", () => {
    expect(guessDateOrder(["25/12/2025", "99/99/2025", "26/12/2025", "n/a"]).order).toBe("dmy");
  });
});
