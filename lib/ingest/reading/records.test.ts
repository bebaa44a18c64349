import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../fixtures/run-ingest.ts";
import { decodeLines, type TextBlock } from "./decode-lines.ts";
import { PieceCutter, pieceRecords } from "./piece-cutter.ts";
import { PieceReader } from "./piece-reader.ts";
import { RecordSplitter, type SplitRecord } from "./record-splitter.ts";
import { findRepeated } from "./repeated-records.ts";

async function cut(chunks: readonly (string | Uint8Array)[], skip = 0, quote = '"') {
  const cutter = new PieceCutter({
    ...{
      folder: temporaryFolder(),
      separator: 44,
      quote: quote === "" ? -1 : quote.charCodeAt(0),
      longestRecord: 1 << 20,
    },
  });
  cutter.startPart("f", skip);
  for (const chunk of chunks) await cutter.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  await cutter.endPart();
  return { cutter, index: await cutter.finish() };
}

/** Line and text of every record, as the pieces hold them. */
async function recordsOf(chunks: readonly (string | Uint8Array)[], skip = 0) {
  const { cutter, index } = await cut(chunks, skip);
  if (cutter.irregular !== undefined) return cutter.irregular;
  const reader = new PieceReader(index);
  const records: [number, string][] = [];
  for (let record = 0; record < index.length; record++) {
    const { bytes, start, end } = reader.find(record) ?? (await reader.read(record));
    records.push([index.line(record), bytes.toString("utf8", start, end)]);
  }
  return records;
}

describe("PieceCutter", () => {
  test("finds records, their lines and their bytes", async () => {
    expect(await recordsOf(['\ufeffhead\nhead 2\na,1\n\nb,"x\ny"\nc,3'], 2)).toEqual([
      [3, "a,1"],
      [5, 'b,"x\ny"'],
      [7, "c,3"],
    ]);
    expect(await recordsOf(["h\r\na,1\r\n\r\nb,2\r\n"], 1)).toEqual([
      [2, "a,1"],
      [4, "b,2"],
    ]);
    expect(await recordsOf(["h\n"], 1)).toEqual([]);
    expect(await recordsOf([], 1)).toEqual([]);
  });

  test("takes quotes within cells as text, and doubled ones as one", async () => {
    expect(await recordsOf(['5" pipe,1\n"a""b\n""c",2\n'])).toEqual([
      [1, '5" pipe,1'],
      [2, '"a""b\n""c",2'],
    ]);
  });

  test("says what it must not be used for", async () => {
    expect(await recordsOf(["a,1\rb,2\r"])).toBe("carriage return");
    expect(await recordsOf(['a,1\nb,"2\n'])).toBe("open quote");
    expect(await recordsOf([Buffer.from([97, 0xff, 10])])).toBe("not UTF-8");
    expect(await recordsOf(["x".repeat(1 << 21)])).toBe("long record");
  });

  test("finds the same wherever the stream is cut", async () => {
    const text = 'ä,1\r\n\r\n"b\n""é""",2\r\n\u{1f600},"3"\r\nlast,4';
    const bytes = Buffer.from(`\ufeff${text}`);
    const whole = await recordsOf([bytes]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: bytes.length }), { maxLength: 6 }), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        expect(await recordsOf(edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge)))).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  test("fills pieces evenly, and goes on in them from file to file", async () => {
    const cutter = new PieceCutter({ folder: temporaryFolder(), separator: 44, quote: 34, longestRecord: 1000 });
    const lines = "row,1\n".repeat(pieceRecords - 10);
    for (const file of ["a", "b"]) {
      cutter.startPart(file, 1);
      await cutter.push(Buffer.from(`head\n${lines}`));
      await cutter.endPart();
    }
    const index = await cutter.finish();
    expect(index.pieces.map(({ first, records }) => [first, records])).toEqual([
      [0, pieceRecords],
      [pieceRecords, pieceRecords - 20],
    ]);
    expect([index.line(0), index.line(pieceRecords - 11), index.line(pieceRecords - 10)]).toEqual([
      2,
      pieceRecords - 9,
      2,
    ]);
    for (const { path, bytes } of index.pieces) expect(readFileSync(path)).toHaveLength(bytes);
  });
});

test("repeated records are told by their bytes, line ends aside", async () => {
  const { index } = await cut(["a,1\nb,2\na,1\r\na,1 \nb,2\nc,3\na,1"]);
  expect([...findRepeated(index)]).toEqual([2, 4, 6]);
});

test("records that differ little are no repeats", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `${i % 200},${Math.floor(i / 200)},x`);
  const { index } = await cut([rows.join("\n")]);
  expect(findRepeated(index)).toHaveLength(0);
});

function split(blocks: readonly string[], separator = ",", quote = '"', skip = 0): SplitRecord[] {
  const records: SplitRecord[] = [];
  const splitter = new RecordSplitter({ separator, quote }, skip, (record) => records.push(record));
  for (const block of blocks) splitter.push(block);
  splitter.finish();
  return records;
}

describe("RecordSplitter", () => {
  const cellsOf = (text: string, separator = ",", quote = '"') =>
    split([text], separator, quote).map(({ cells }) => cells);

  test("reads quotes, separators and line ends of every kind", () => {
    expect(cellsOf('a,"b,""c""\nd",e\r\nf,,g\rh')).toEqual([["a", 'b,"c"\nd', "e"], ["f", "", "g"], ["h"]]);
    expect(cellsOf("'a;b';c", ";", "'")).toEqual([["a;b", "c"]]);
    expect(cellsOf('"a,b"', ",", "")).toEqual([['"a', 'b"']]);
    expect(cellsOf(" 00001 19970101\t 1  11.77 \n\n", "whitespace")).toEqual([["00001", "19970101", "1", "11.77"]]);
    expect(cellsOf('a, "b,c" ,"d"e')).toEqual([["a", "b,c ", "de"]]);
  });

  test("counts lines through quoted ones and skipped ones", () => {
    const lines = split(['head\n"x\r\ny\rz",1\n', "\nb,2\n"], ",", '"', 1).map(({ line, lines: count }) => [
      line,
      count,
    ]);
    expect(lines).toEqual([
      [2, 3],
      [6, 1],
    ]);
  });

  test("lets a quote that never closes cost its own line", () => {
    const records = split(['a,1\nb,"2\n', "c,3\n", "d,4\n"]);
    expect(records.map(({ line, cells, isOpen }) => [line, cells, isOpen])).toEqual([
      [1, ["a", "1"], false],
      [2, ['b,"2'], true],
      [3, ["c", "3"], false],
      [4, ["d", "4"], false],
    ]);
  });

  test("gives back what was quoted, in whatever blocks it comes", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "é"), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }), fc.nat(), (rows, at) => {
        const text = rows
          .map((cells) => `${cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")}\n`)
          .join("");
        const edge = text.indexOf("\n", rows.length === 0 ? 0 : at % text.length) + 1;
        expect(split([text.slice(0, edge), text.slice(edge)]).map(({ cells }) => cells)).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });
});

describe("decodeLines", () => {
  async function decode(bytes: Uint8Array, encoding: Parameters<typeof decodeLines>[1], step = 7) {
    async function* chunks() {
      for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
    }
    const blocks: TextBlock[] = [];
    for await (const block of decodeLines(chunks(), encoding, "f")) blocks.push(block);
    return { text: blocks.map(({ text }) => text).join(""), bad: blocks.flatMap(({ badLines }) => [...badLines]) };
  }
  const text = "名字,a\r\n张三,1\n\u{20bb7}é,2\rlast";
  const utf16 = (order: "le" | "be") => {
    const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
    return order === "le" ? bytes : bytes.swap16();
  };

  test("reads each encoding, whatever the chunks", async () => {
    for (const step of [1, 2, 3, 7, 100]) {
      expect(await decode(Buffer.from(`\ufeff${text}`), "utf-8", step)).toEqual({ text, bad: [] });
      expect(await decode(utf16("le"), "utf-16le", step)).toEqual({ text, bad: [] });
      expect(await decode(utf16("be"), "utf-16be", step)).toEqual({ text, bad: [] });
      const chinese = Buffer.from([0xc3, 0xfb, 0xd7, 0xd6, 0x2c, 0x61, 0x0a, 0x81, 0x30, 0x86, 0x38, 0x0a]);
      expect((await decode(chinese, "gb18030", step)).text.startsWith("名字,a\n")).toBe(true);
    }
  });

  test("names the lines that do not decode, and keeps the others", async () => {
    const bytes = Buffer.concat([
      Buffer.from("好,1\nx"),
      Buffer.from([0xff, 10]),
      Buffer.from("好,3\r\ny"),
      Buffer.from([0xc3]),
    ]);
    for (const step of [1, 5, 100]) {
      expect(await decode(bytes, "utf-8", step)).toEqual({ text: "好,1\nx\ufffd\n好,3\r\ny\ufffd", bad: [2, 4] });
    }
  });

  test("names a lone half of a pair and an odd last byte of UTF-16", async () => {
    const bytes = Buffer.concat([Buffer.from("a\n\ud800\nb\n", "utf16le"), Buffer.from([65])]);
    expect((await decode(bytes, "utf-16le")).bad).toEqual([2, 4]);
  });

  test("refuses a line without end", async () => {
    await expect(decode(Buffer.alloc(17 << 20, 97), "utf-8", 1 << 20)).rejects.toMatchObject({
      code: "CELL_TOO_LARGE",
    });
  });
});
