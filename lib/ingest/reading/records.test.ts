import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openKernels } from "../../kernels/pool.ts";
import { temporaryFolder } from "../fixtures/run-ingest.ts";
import { decodeLines, type TextBlock } from "./decode-lines.ts";
import { type Piece, PieceCutter, pieceRecords } from "./piece-cutter.ts";
import { PlaceIndex } from "./place-index.ts";
import { RecordSplitter, type SplitRecord } from "./record-splitter.ts";
import { RepeatedRecords } from "./repeated-records.ts";

const kernels = await openKernels({ threads: 1 });

function openCutter(width = 2): PieceCutter {
  const options = { kernels, folder: temporaryFolder(), separator: ",", quote: '"', longestRecord: 1 << 20 };
  return new PieceCutter({ ...options, width, findsRepeated: true });
}

function cut(chunks: readonly (string | Uint8Array)[], skip = 0, width = 2): Piece[] {
  const cutter = openCutter(width);
  cutter.startPart(skip);
  const pieces = chunks.flatMap((chunk) => [...cutter.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk)]);
  return [...pieces, ...cutter.endPart(), ...cutter.finish()];
}

/** Line and text of every record, as the pieces hold them. */
function recordsOf(chunks: readonly (string | Uint8Array)[], skip = 0, width = 2): [number, string][] {
  return cut(chunks, skip, width).flatMap(({ path, records, starts, lines }) => {
    const bytes = records > 0 ? readFileSync(path) : Buffer.alloc(0);
    return Array.from(starts, (start, i): [number, string] => {
      return [lines[i] ?? 0, bytes.toString("utf8", start, starts[i + 1]).replace(/\r?\n$/, "")];
    });
  });
}

describe("PieceCutter", () => {
  test("finds records, their lines and their bytes", () => {
    expect(recordsOf(['\ufeffhead\nhead 2\na,1\n\nb,"x\ny"\nc,3'], 2)).toEqual([
      [3, "a,1"],
      [5, 'b,"x\ny"'],
      [7, "c,3"],
    ]);
    expect(recordsOf(["h\r\na,1\r\n\r\nb,2\r\n"], 1)).toEqual([
      [2, "a,1"],
      [4, "b,2"],
    ]);
    expect(recordsOf(["h\n"], 1)).toEqual([]);
    expect(recordsOf([], 1)).toEqual([]);
  });

  test("takes quotes within cells as text, and doubled ones as one", () => {
    expect(recordsOf(['5" pipe,1\na ""b,x\n"a""b\n""c",2\n'])).toEqual([
      [1, '5" pipe,1'],
      [2, 'a ""b,x'],
      [3, '"a""b\n""c",2'],
    ]);
  });

  test("takes out records of another width, but for a separator too many at the end", () => {
    const text = 'a,1\nb\nc,3,\r\n"d\n",4,5\n  \ne,"5,"\n,,\n';
    expect(recordsOf([text])).toEqual([
      [1, "a,1"],
      [3, "c,3"],
      [7, 'e,"5,"'],
      [8, ","],
    ]);
    expect(cut([text]).flatMap(({ rejects }) => rejects)).toEqual([
      { part: 0, line: 2, reason: "wrong-width", cells: ["b"] },
      { part: 0, line: 4, reason: "wrong-width", cells: ["d\n", "4", "5"] },
    ]);
  });

  test("keeps what it takes out between the records where it was", () => {
    const text = "a,1\nodd\n".repeat(pieceRecords + 5);
    const pieces = cut([text]);
    expect(pieces.map(({ first, records, rejects }) => [first, records, rejects.length])).toEqual([
      [0, pieceRecords, pieceRecords - 1],
      [pieceRecords, 5, 6],
    ]);
    expect(pieces.map(({ rejects }) => [rejects[0]?.line, rejects.at(-1)?.line])).toEqual([
      [2, 2 * pieceRecords - 2],
      [2 * pieceRecords, 2 * pieceRecords + 10],
    ]);
  });

  test.each([
    ["carriage return", "a,1\rb,2\r"],
    ["carriage return", "a,1\rb,2\r\n"],
    ["open quote", 'a,1\nb,"2\n'],
    ["text after a quote", 'a,1\n"b"c,2\n'],
    ["not UTF-8", Buffer.from([97, 44, 0xff, 10])],
    ["not UTF-8", Buffer.from([97, 0xff, 10])],
    ["long record", "x".repeat(1 << 21)],
  ])("says what it must not be used for: %s", (problem, text) => {
    expect(() => recordsOf([text])).toThrow(problem);
  });

  test("finds the same wherever the stream is cut", () => {
    const text =
      'ä,1\r\n\r\n"b\n""é""",2\r\n\u{1f600},"3"\r\nodd\r\nlong enough for two blocks of the kernel, "4"\r\nlast,4';
    const bytes = Buffer.from(`\ufeff${text}`);
    const whole = recordsOf([bytes]);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 6 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        expect(recordsOf(edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge)))).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  test("splits as the splitter does", () => {
    const unit = fc.constantFrom("a", '"', '""', ",", ",", "\n", "\r\n", "é", " ", '","', "0123456789abcdef");
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), (units) => {
        const text = `${units.join("")}\n`;
        let pieces: Piece[];
        try {
          pieces = cut([text]);
        } catch {
          return;
        }
        const all = split([text]).map(({ line, cells }) => [
          line,
          cells.length === 3 && cells[2] === "" ? 2 : cells.length,
        ]);
        const kept = pieces.flatMap(({ lines }) => Array.from(lines, (line) => [line, 2]));
        const out = pieces.flatMap(({ rejects }) => rejects.map(({ line, cells }) => [line, cells.length]));
        expect([...kept, ...out].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual(all);
      }),
      { numRuns: 500 },
    );
  });

  test("fills pieces evenly, and goes on in them from file to file", () => {
    const cutter = openCutter();
    const lines = "row,1\n".repeat(pieceRecords - 10);
    const pieces: Piece[] = [];
    for (const _ of ["a", "b"]) {
      cutter.startPart(1);
      pieces.push(...cutter.push(Buffer.from(`head\n${lines}`)), ...cutter.endPart());
    }
    pieces.push(...cutter.finish());
    expect(pieces.map(({ first, records }) => [first, records])).toEqual([
      [0, pieceRecords],
      [pieceRecords, pieceRecords - 20],
    ]);
    const places = new PlaceIndex();
    for (const piece of pieces) places.add(piece);
    const edge = pieceRecords - 10;
    expect([0, edge - 1, edge, pieceRecords, 2 * edge - 1].map((record) => places.find(record))).toEqual([
      { part: 0, line: 2 },
      { part: 0, line: edge + 1 },
      { part: 1, line: 2 },
      { part: 1, line: 12 },
      { part: 1, line: edge + 1 },
    ]);
    for (const { path, bytes } of pieces) expect(readFileSync(path)).toHaveLength(bytes);
  });
});

test("repeated records are told by their bytes, line ends aside", () => {
  const [piece] = cut(["a,1\nb,2\na,1\r\na,1 \nb,2\nc,3\na,1"]);
  expect(piece?.repeated).toEqual([2, 4, 6]);
});

test("records that differ little are no repeats, also across pieces", () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => `${i % 200},${Math.floor(i / 200)},x`);
  expect(cut([rows.join("\n")], 0, 3).flatMap(({ repeated }) => repeated)).toEqual([]);
  expect(cut([[...rows, ...rows].join("\n")], 0, 3).flatMap(({ repeated }) => repeated)).toHaveLength(50_000);
});

test("hashes of zeros are hashes like any other", () => {
  const seen = new RepeatedRecords();
  expect(seen.add(Uint32Array.of(0, 0, 5, 0, 0, 5, 0, 0))).toEqual([3]);
  expect(seen.add(Uint32Array.of(5, 0, 6, 0))).toEqual([0]);
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
