import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLayout, uniqueNames } from "./header.ts";
import { splitRecords } from "./records.ts";
import { isKnownName } from "./role-names.ts";

const layoutOf = (text: string, wish?: boolean | number) =>
  findLayout(splitRecords(text, { separator: ",", quote: '"' }).records, wish, isKnownName);

describe("findLayout", () => {
  test("words over numbers are a header", () => {
    expect(layoutOf("x,y\n1,2\n3,4\n")).toEqual({
      names: ["x", "y"],
      hasHeader: true,
      linesBeforeData: 1,
      firstRow: 1,
    });
  });

  test("numbers over numbers are data", () => {
    const layout = layoutOf("1,2268318,pv,1511544070\n1,2333346,cart,1511561733\n2,2576651,pv,1511572885\n");
    expect(layout).toMatchObject({
      hasHeader: false,
      linesBeforeData: 0,
      names: ["column_1", "column_2", "column_3", "column_4"],
    });
  });

  test("titles and blank lines before the header count as lines", () => {
    const layout = layoutOf("Sales report 2026\n\nmade by the shop\n\nOrder ID,Customer,Total\n\n1,ann,5\n2,bo,6\n");
    expect(layout).toEqual({
      names: ["Order ID", "Customer", "Total"],
      hasHeader: true,
      linesBeforeData: 6,
      firstRow: 3,
    });
  });

  test("a header with a line end in a name", () => {
    expect(layoutOf('"Order\nID",Total\n1,5\n2,6\n')).toMatchObject({
      names: ["Order ID", "Total"],
      linesBeforeData: 2,
    });
  });

  test("names of shop columns are a header even over text", () => {
    expect(layoutOf("会员名,城市\n小王,上海\n小李,北京\n").hasHeader).toBe(true);
    expect(layoutOf("red,blue\nred,green\nblue,red\nred,blue\n").hasHeader).toBe(false);
  });

  test("a header shorter than its rows keeps what it names", () => {
    expect(layoutOf("id,age\n1,20,x\n2,30,y\n3,40,z\n").names).toEqual(["id", "age", "column_3"]);
  });

  test("columns that were never named are counted in the header (pandas)", () => {
    expect(layoutOf(",0,1,2\n0,5.1,3,1\n1,4.9,4,2\n").names).toEqual(["column_1", "0", "1", "2"]);
    expect(layoutOf(",0,1,kind\n0,5.1,3,a\n1,4.9,4,b\n").names).toEqual(["column_1", "0", "1", "kind"]);
    expect(layoutOf("0,1,2.5\n0,5.1,3\n1,4.9,4\n").hasHeader).toBe(false);
    expect(layoutOf(",0\n0,5\n1,7\n").hasHeader).toBe(true);
    expect(layoutOf("0,1,2\n5.1,3,1\n4.9,4,2\n").names).toEqual(["0", "1", "2"]);
    expect(layoutOf("2019,2020,2021\n5.1,3,1\n4.9,4,2\n").hasHeader).toBe(true);
    // Whole numbers that happen to count, or rows that all do, are data.
    expect(layoutOf("0,1,2\n5,3,1\n4,4,2\n").hasHeader).toBe(false);
    expect(layoutOf("0,1,2\n3,4,5\n6,7,8\n").hasHeader).toBe(false);
    expect(layoutOf("0,1\n5.1,3\n4.9,4\n").hasHeader).toBe(false);
    expect(layoutOf("3,4,5\n5.1,3,1\n4.9,4,2\n").hasHeader).toBe(false);
    // A first row that lacks its first value is no header.
    expect(layoutOf(",5\n3,7\n8,2\n").hasHeader).toBe(false);
    expect(layoutOf(",5,6\n3,7,1\n8,2,4\n").hasHeader).toBe(false);
    expect(layoutOf(",0,1\nann,7,1\nbo,2,4\n").hasHeader).toBe(true);
    expect(layoutOf(",0,1\n17,7,1\n4,2,4\n").hasHeader).toBe(true);
  });

  test("ids that start with # are no remarks under a header that does", () => {
    const layout = { hasHeader: true, firstRow: 1, linesBeforeData: 1 };
    expect(layoutOf("# Order,Amount\n#1001,2.5\n#1002,4\n")).toMatchObject({ ...layout, names: ["Order", "Amount"] });
    expect(layoutOf("#,Amount\n#1,2.5\n#2,4\n")).toMatchObject({ ...layout, names: ["#", "Amount"] });
  });

  test("a remark names the columns (numpy), with or without remarks around it", () => {
    const spaced = (text: string, wish?: number) =>
      findLayout(splitRecords(text, { separator: "whitespace", quote: "" }).records, wish, isKnownName);
    const layout = { names: ["x", "y"], hasHeader: true, linesBeforeData: 3, firstRow: 3 };
    expect(spaced("# made by hand\n# x y\n# 2 columns here\n1.5 2\n3 4\n")).toMatchObject(layout);
    expect(spaced("# made by hand\n# x y\n# 2 columns here\n1.5 2\n3 4\n", 3).names).toEqual(["x", "y"]);
    expect(layoutOf("# x,y\n1.5,2\n3,4\n").names).toEqual(["x", "y"]);
    expect(layoutOf("#,name\n1,ann\n2,bo\n").names).toEqual(["#", "name"]);
  });

  test("R's row names have no title: the header's names stand over the cells after them", () => {
    const { records } = splitRecords('"x" "y"\n"1" 0.5 2\n"2" 3 4\n', { separator: "whitespace", quote: "" });
    expect(findLayout(records, undefined, isKnownName).names).toEqual(["column_1", "x", "y"]);
  });

  test("a header longer than its rows loses what no row has", () => {
    expect(layoutOf("id,age,\n1,20\n2,30\n3,40\n").names).toEqual(["id", "age"]);
  });

  test("the config's lines: the last of them with cells is the header", () => {
    expect(layoutOf("junk\nid,age\n\n1,2\n", 3)).toEqual({
      names: ["id", "age"],
      hasHeader: true,
      linesBeforeData: 3,
      firstRow: 2,
    });
    expect(layoutOf("id,age\n1,2\n", false)).toMatchObject({ hasHeader: false, linesBeforeData: 0, firstRow: 0 });
    expect(layoutOf("1,2\n3,4\n", true)).toMatchObject({ names: ["1", "2"], linesBeforeData: 1 });
    expect(layoutOf("1,2\n3,4\n", 0)).toMatchObject({ hasHeader: false, linesBeforeData: 0 });
  });

  test("a header alone has its names and no rows", () => {
    expect(layoutOf("id,age\n")).toEqual({ names: ["id", "age"], hasHeader: true, linesBeforeData: 1, firstRow: 1 });
  });
});

describe("uniqueNames", () => {
  test("blank and repeated names", () => {
    expect(uniqueNames(["a", " ", "a", "a", ""], 6)).toEqual(["a", "column_2", "a_2", "a_3", "column_5", "column_6"]);
    expect(uniqueNames(["a", "a_2", "a"], 3)).toEqual(["a", "a_2", "a_3"]);
    expect(uniqueNames(["column_2", ""], 2)).toEqual(["column_2", "column_2_2"]);
  });

  test("names of every object are names like any other", () => {
    expect(uniqueNames(["__proto__", "constructor", "__proto__"], 3)).toEqual([
      "__proto__",
      "constructor",
      "__proto___2",
    ]);
  });

  test("always unique, of the wanted number, the first of a name unchanged", () => {
    const name = fc.constantFrom("a", "b", "", "a_2", "a_2_2", "column_1", "__proto__", "x\ny");
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), fc.integer({ min: 0, max: 14 }), (cells, width) => {
        const names = uniqueNames(cells, width);
        expect(names).toHaveLength(width);
        expect(new Set(names).size).toBe(width);
      }),
    );
  });

  test("4,096 equal names take no time", () => {
    const start = performance.now();
    expect(uniqueNames(Array(4096).fill("x"), 4096)[4095]).toBe("x_4096");
    expect(performance.now() - start).toBeLessThan(500);
  });
});
