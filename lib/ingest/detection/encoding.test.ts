import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeSample, guessEncoding } from "./encoding.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean) => {
  const buffer = Buffer.from(text, "utf16le");
  return bigEndian ? buffer.swap16() : buffer;
};
/** 订单,金额 / 好 in GBK, by hand: there is no encoder. */
const gbkLine = [0xb6, 0xa9, 0xb5, 0xa5, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a];

describe("guessEncoding", () => {
  test("byte-order marks decide", () => {
    expect(guessEncoding(utf8("\uFEFFa,b\n1,2"), false).encoding).toBe("utf-8");
    expect(guessEncoding(utf16("\uFEFFa,b\n1,2", false), false).encoding).toBe("utf-16le");
    expect(guessEncoding(utf16("\uFEFFa,b\n1,2", true), false).encoding).toBe("utf-16be");
  });

  test("UTF-16 without a mark is told by its zero bytes, Chinese text included", () => {
    const text = "客户编号,评价\n1,很好吃，味道不错\n2,送货太慢了\n";
    for (const bigEndian of [true, false]) {
      expect(guessEncoding(utf16(text, bigEndian), false).encoding).toBe(bigEndian ? "utf-16be" : "utf-16le");
    }
  });

  test("ASCII is plain and goes with every encoding", () => {
    expect(guessEncoding(utf8("id,age\n1,20\n"), false)).toEqual({
      encoding: "utf-8",
      plain: true,
      oddLines: 0,
      western: false,
    });
  });

  test("GBK is no UTF-8", () => {
    expect(guessEncoding(new Uint8Array(gbkLine), false)).toMatchObject({ encoding: "gb18030", plain: false });
    expect(decodeSample(new Uint8Array(gbkLine), "gb18030", false)).toBe("订单,金额\n");
  });

  test("the majority of lines decides a mixed file, the others are counted", () => {
    const lines = (count: number, line: ArrayLike<number>) =>
      Array.from({ length: count }, () => [...Array.from(line)]).flat();
    const mostlyChinese = new Uint8Array([...lines(2, utf8("订单,金额\n")), ...lines(3, gbkLine)]);
    expect(guessEncoding(mostlyChinese, false)).toMatchObject({ encoding: "gb18030", oddLines: 2 });
    const mostlyUtf8 = new Uint8Array([...lines(3, utf8("订单,金额\n")), ...lines(2, gbkLine)]);
    expect(guessEncoding(mostlyUtf8, false)).toMatchObject({ encoding: "utf-8", oddLines: 2 });
  });

  test("Windows-1252 is said, not read as Chinese", () => {
    const latin = Uint8Array.from("name;city\nJosé;Málaga\nZoë;Zürich\n", (character) => character.charCodeAt(0));
    expect(guessEncoding(latin, false)).toMatchObject({ encoding: "utf-8", western: true });
  });

  test("a sample may end anywhere in a character", () => {
    const bytes = utf8("编号,评价\n1,很好吃\n2,太慢了🙂\n");
    for (let end = 4; end < bytes.length; end++) {
      const cut = bytes.subarray(0, end);
      expect(guessEncoding(cut, true)).toMatchObject({ encoding: "utf-8", oddLines: 0 });
      expect(decodeSample(cut, "utf-8", true)).not.toContain("\uFFFD");
    }
  });

  test("any text in UTF-8 comes back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const bytes = utf8(text);
        fc.pre(!text.startsWith("\uFEFF") && !text.includes("\0"));
        expect(guessEncoding(bytes, false).encoding).toBe("utf-8");
        expect(decodeSample(bytes, "utf-8", false)).toBe(text);
      }),
    );
  });
});
