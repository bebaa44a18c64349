import { describe, expect, test } from "vitest";
import { codeOf, lines, samplesOf } from "./fixtures/resolve-text.ts";
import { groupFiles, resolveTables } from "./resolve.ts";

describe("parts of a table", () => {
  const header = "customer_id,date,amount\n";
  const rows = (from: number) => lines(9, (i) => `c${i % 3},2026-0${from}-0${i + 1},5.5`);

  test("files with one header are parts, in the order given; others are tables of their own", () => {
    const samples = samplesOf({
      "b.csv": header + rows(2),
      "people.csv": "user_id;age\n1;20\n2;30",
      "a.csv": header + rows(1),
    });
    expect(groupFiles(["b.csv", "people.csv", "a.csv", "b.csv"], samples)).toEqual([
      { files: ["b.csv", "a.csv"] },
      { files: ["people.csv"] },
    ]);
    expect(resolveTables(groupFiles([...samples.keys()], samples), samples).map(({ kind }) => kind)).toEqual([
      "transactions",
      "users",
    ]);
  });

  test("without headers the number of columns decides", () => {
    const samples = samplesOf({ a: "1,2\n3,4\n", b: "5,6\n7,8\n", c: "1,2,3\n4,5,6\n" });
    expect(groupFiles(["a", "b", "c"], samples)).toEqual([{ files: ["a", "b"] }, { files: ["c"] }]);
  });

  test("a part in plain ASCII goes with one in GBK, one in UTF-8 does not", () => {
    const gbk = new Uint8Array([...new TextEncoder().encode("user_id,city\n1,"), 0xc9, 0xcf, 0xba, 0xa3, 10]);
    const samples = samplesOf({ plain: "user_id,city\n2,Oslo\n", gbk, utf8: "user_id,city\n3,北京\n" });
    expect(groupFiles(["plain", "gbk", "utf8"], samples)).toEqual([{ files: ["plain", "gbk"] }, { files: ["utf8"] }]);
    expect(resolveTables([{ files: ["plain", "gbk"] }], samples)[0]?.encoding).toBe("gb18030");
    expect(codeOf(() => resolveTables([{ files: ["gbk", "utf8"] }], samples))).toMatchObject([
      "NOT_A_TABLE",
      { file: "utf8" },
    ]);
  });

  test("a part with other columns is refused by name, and a missing sample too", () => {
    const samples = samplesOf({ a: header + rows(1), b: `customer_id,date,total\n${rows(2)}` });
    expect(codeOf(() => resolveTables([{ files: ["a", "b"] }], samples))).toMatchObject(["NOT_A_TABLE", { file: "b" }]);
    expect(codeOf(() => resolveTables([{ files: ["c"] }], samples))).toEqual(["FILE_NOT_FOUND", { file: "c" }]);
  });
});
