import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openKernels } from "./pool.ts";
import { RecordScanner, type ScannerOptions, type ScanStop } from "./record-scanner.ts";

const kernels = await openKernels({ threads: 1 });
const encoder = new TextEncoder();

/** A scanner over memory that holds other bytes from before: nothing may depend on what follows the text. */
function open(text: string, over: Partial<ScannerOptions> = {}): RecordScanner {
  const mark = kernels.mark();
  kernels.int32(1 << 16).fill(0x2c220a0d);
  kernels.release(mark);
  const options = { separator: 44, quote: 34, width: 2, mostRecords: 100, mostBytes: 1 << 10, ...over };
  const scanner = new RecordScanner(kernels, options);
  scanner.push(encoder.encode(text));
  return scanner;
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe("RecordScanner", () => {
  test("keeps records with their lines and stops where the text ends within one", () => {
    const scanner = open('a,1\n\n"b\nb",2\r\nc');
    expect(scanner.scan()).toBe("needs more");
    expect(textOf(scanner.text)).toBe('a,1\n"b\nb",2\n');
    expect([...scanner.records.starts]).toEqual([0, 4]);
    expect([...scanner.records.lines]).toEqual([1, 3]);
    expect([textOf(scanner.rest), scanner.line]).toEqual(["c", 5]);
    scanner.push(encoder.encode(",3\n"));
    expect([scanner.scan(), scanner.count, scanner.longest]).toEqual(["needs more", 3, 9]);
  });

  test.each<[ScanStop, string]>([
    ["carriage return", "a\rb,1\n"],
    ["text after a quote", '"a"b,1\n'],
    ["odd record", "a\n"],
    ["odd record", 'a,1,""\n'],
    ["needs more", '"a,1\n'],
    ["needs more", 'a,"1"'],
    ["needs more", "a,1\r"],
  ])("says %s", (stop, text) => {
    expect(open(text).scan()).toBe(stop);
  });

  test("leaves an odd record out, wherever it stands, and goes on", () => {
    const scanner = open("a,1\nodd\r\nb,2\n\nx,y,\nmore,and,more\nc,3\n");
    expect(scanner.scan()).toBe("odd record");
    expect([textOf(scanner.odd.bytes), scanner.odd.line]).toEqual(["odd", 2]);
    expect(scanner.scan()).toBe("odd record");
    expect([textOf(scanner.odd.bytes), scanner.odd.line]).toEqual(["more,and,more", 6]);
    expect(scanner.scan()).toBe("needs more");
    expect(textOf(scanner.text)).toBe("a,1\nb,2\nx,y\nc,3\n");
    expect([...scanner.records.lines]).toEqual([1, 3, 5, 7]);
  });

  test("is full at so many records or bytes, and goes on after they are let go", () => {
    const few = open("a,1\nb,2\nc,3\n", { mostRecords: 2 });
    expect([few.scan(), textOf(few.text)]).toEqual(["full", "a,1\nb,2\n"]);
    few.clear();
    expect([few.scan(), textOf(few.text), few.records.lines[0]]).toEqual(["needs more", "c,3\n", 3]);
    const small = open("long enough,1\nb,2\n", { mostBytes: 8 });
    expect([small.scan(), small.count]).toEqual(["full", 1]);
  });

  test("takes quotes for text where there are none", () => {
    const scanner = open('"a,1\n"b",2\n', { quote: undefined });
    expect([scanner.scan(), scanner.count]).toEqual(["needs more", 2]);
  });

  test("gives equal records equal hashes, and others others", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "b", "0", " "), maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 2, maxLength: 40 }), (rows) => {
        const texts = rows.map((cells) => cells.join(","));
        const scanner = open(texts.map((text, i) => text + (i % 2 === 0 ? "\n" : "\r\n")).join(""), {
          mostBytes: 1 << 16,
        });
        expect(scanner.scan()).toBe("needs more");
        const { hashes } = scanner.records;
        const names = texts.map((_, i) => `${hashes[2 * i]} ${hashes[2 * i + 1]}`);
        expect(new Set(names).size).toBe(new Set(texts).size);
        expect(names.map((name) => texts[names.indexOf(name)])).toEqual(texts);
      }),
    );
  });

  test("holds more text than it was made for", () => {
    const row = `${"x".repeat(5000)},1\n`;
    const scanner = open(row, { mostBytes: 1 << 22 });
    for (let i = 0; i < 999; i++) scanner.push(encoder.encode(row));
    for (let taken = 0; ; scanner.clear()) {
      const stop = scanner.scan();
      taken += scanner.count;
      if (stop === "full") continue;
      expect(taken).toBe(1000);
      break;
    }
  });
});
