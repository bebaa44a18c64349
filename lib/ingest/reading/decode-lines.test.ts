import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Encoding } from "../schema.ts";
import { countLines, decodeLines } from "./decode-lines.ts";

async function* inPieces(bytes: Uint8Array, sizes: readonly number[]) {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  if (at < bytes.length) yield bytes.subarray(at);
}

async function decode(bytes: Uint8Array, encoding: Encoding, sizes: readonly number[] = []) {
  const blocks: string[] = [];
  const bad: number[] = [];
  for await (const { text, badLines } of decodeLines(inPieces(bytes, sizes), encoding, "a.csv")) {
    blocks.push(text);
    bad.push(...badLines);
  }
  return { text: blocks.join(""), blocks, bad };
}

/** GB18030 has no encoder here; these few characters have two and four bytes. */
const gb: Readonly<Record<string, readonly number[]>> = {
  客: [0xbf, 0xcd],
  "€": [0xa2, 0xe3],
  ß: [0x81, 0x30, 0x89, 0x38],
};

function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === "utf-8") return Buffer.from(text);
  if (encoding === "gb18030") return Uint8Array.from([...text].flatMap((one) => gb[one] ?? [one.charCodeAt(0)]));
  const little = Buffer.from(text, "utf16le");
  return encoding === "utf-16le" ? little : Buffer.from(little).swap16();
}

const encodings = ["utf-8", "gb18030", "utf-16le", "utf-16be"] as const;
const unit = fc.constantFrom("a", "1", ",", '"', "\n", "\r", "\r\n", "客", "€", "ß");
const text = fc.array(unit, { maxLength: 40 }).map((parts) => parts.join(""));
const sizes = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 20 });

describe.each(encodings)("%s", (encoding) => {
  test("comes out as it went in, wherever it was cut, in blocks that end with lines", async () => {
    await fc.assert(
      fc.asyncProperty(text, sizes, async (given, cuts) => {
        const { text: found, blocks, bad } = await decode(encode(given, encoding), encoding, cuts);
        expect(found).toBe(given);
        expect(bad).toEqual([]);
        for (const block of blocks.slice(0, -1)) expect(block).toMatch(/[\r\n]$/);
        // No CRLF is torn: it would count as two lines.
        expect(blocks.reduce((sum, block) => sum + countLines(block), 0)).toBe(countLines(given));
      }),
      { numRuns: 60 },
    );
  });

  test("loses its mark at the head, and nowhere else", async () => {
    const mark = { "utf-8": [0xef, 0xbb, 0xbf], "utf-16le": [0xff, 0xfe], "utf-16be": [0xfe, 0xff] } as const;
    const own = encoding === "gb18030" ? [0x84, 0x31, 0x95, 0x33] : mark[encoding];
    const body = encode("a\nb\n", encoding);
    const marked = Uint8Array.from([...own, ...body]);
    for (let cut = 0; cut < 8; cut++) expect((await decode(marked, encoding, [cut])).text).toBe("a\nb\n");
    expect((await decode(Uint8Array.from([...body, ...own, ...body]), encoding, [3, 5])).text).toBe(
      "a\nb\n\ufeffa\nb\n",
    );
  });
});

describe("bytes that do not decode", () => {
  test("cost their own line, which is named by its number in the file; a piece's end changes nothing", async () => {
    const line = fc.constantFrom("ok", "客", "\xff", "");
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), sizes, async (lines, cuts) => {
        const bytes = Buffer.concat(
          lines.map((one) => Buffer.concat([one === "\xff" ? Buffer.of(0xff) : Buffer.from(one), Buffer.of(10)])),
        );
        const { text: found, bad } = await decode(bytes, "utf-8", cuts);
        expect(bad).toEqual(lines.flatMap((one, i) => (one === "\xff" ? [i + 1] : [])));
        expect(found).toBe(lines.map((one) => `${one === "\xff" ? "\ufffd" : one}\n`).join(""));
      }),
    );
  });

  test("do not swallow the line end after them: half a character at a line's end", async () => {
    expect(await decode(Uint8Array.of(0x61, 0xbf, 10, 0x62, 10), "gb18030")).toMatchObject({
      ...{ text: "a\ufffd\nb\n", bad: [1] },
    });
    expect(await decode(Uint8Array.of(0xe5, 0xae, 10, 0x62), "utf-8")).toMatchObject({ text: "\ufffd\nb", bad: [1] });
  });

  test("of UTF-16 are half a pair, or a last byte alone", async () => {
    const half = Buffer.concat([Buffer.from("\ud83d\nb\n", "utf16le"), Buffer.of(0x61)]);
    const { text: found, bad } = await decode(half, "utf-16le", [2]);
    expect(found).toBe("\ufffd\nb\n\ufffd");
    expect(bad).toEqual([1, 3]);
  });
});

test("a line feed within a character of UTF-16 ends no line: U+0A0A and U+0A61", async () => {
  for (const encoding of ["utf-16le", "utf-16be"] as const) {
    const given = "\u0a0a\u0a61,\u610a\n1";
    const { text: found, blocks } = await decode(encode(given, encoding), encoding);
    expect(found).toBe(given);
    expect(blocks).toHaveLength(2);
  }
});

test("a file without a line end is one block; an empty one is none", async () => {
  expect(await decode(Buffer.from("a,b"), "utf-8", [1, 1])).toEqual({ text: "a,b", blocks: ["a,b"], bad: [] });
  expect((await decode(new Uint8Array(0), "utf-8")).blocks).toEqual([]);
});

test("a line of more than 16 MB is no line of a table, and is named", async () => {
  async function* endless() {
    yield Buffer.from("head\n");
    for (let i = 0; i < 100; i++) yield new Uint8Array(1 << 20).fill(97);
  }
  const reading = (async () => {
    for await (const _ of decodeLines(endless(), "utf-8", "a.csv"));
  })();
  await expect(reading).rejects.toMatchObject({ code: "CELL_TOO_LARGE", details: { line: 2 } });
});

test("lines are told by LF, CRLF and CR", () => {
  expect(["", "a", "a\n", "a\r\n", "a\r", "\r\n\r", "\n\r"].map(countLines)).toEqual([0, 0, 1, 1, 1, 2, 2]);
});
