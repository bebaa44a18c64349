import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Student, studentFromBytes, studentToBytes } from "./student-file.ts";

function studentOf(buckets = 4, width = 16, dimension = 3): Student {
  const floats = (size: number, from: number) => Float32Array.from({ length: size }, (_, i) => from + i / 8);
  return {
    ...{ teacher: "bge-小", dimension },
    rows: {
      ...{ buckets, width, mean: floats(width, -1), idf: floats(buckets, 1), scales: floats(buckets, 0.5) },
      rows: Int8Array.from({ length: buckets * width }, (_, i) => (i % 255) - 127),
    },
  };
}

const bytes = studentToBytes(studentOf());
const refusal = (given: Uint8Array) => {
  try {
    studentFromBytes(given, "a.student");
  } catch (error) {
    return error;
  }
  return "was read";
};
const unreadable = expect.objectContaining({ code: "FILE_UNREADABLE" });

/** The file with another header in it. */
function withHeader(change: Record<string, unknown>): Uint8Array {
  const start = "clade-student\n".length + 4;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(start - 4, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(start, start + length)));
  const text = new TextEncoder().encode(JSON.stringify({ ...header, ...change }));
  const size = new Uint8Array(Uint32Array.of(text.length).buffer);
  return Buffer.concat([bytes.subarray(0, start - 4), size, text, bytes.subarray(start + length)]);
}

describe("a student's file", () => {
  test("gives back every number, whatever its size", () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 64), fc.constantFrom(16, 48), fc.integer({ min: 1, max: 16 }), (b, w, d) => {
        const student = studentOf(b, w, d);
        expect(studentFromBytes(studentToBytes(student), "x")).toEqual(student);
      }),
      { numRuns: 20 },
    );
  });

  test("is read from the middle of a larger buffer, where floats do not stand at fours", () => {
    for (const shift of [1, 2, 3]) {
      const larger = new Uint8Array(bytes.length + 8);
      larger.set(bytes, shift);
      expect(studentFromBytes(larger.subarray(shift, shift + bytes.length), "x")).toEqual(studentOf());
    }
  });

  test("keeps numbers of its own: who writes into the bytes afterwards changes nothing", () => {
    const copy = Buffer.from(bytes);
    const student = studentFromBytes(copy, "x");
    copy.fill(0);
    expect(student).toEqual(studentOf());
  });
});

describe("what is no student, or no whole one", () => {
  test("is refused wherever it was cut, and where something hangs on", () => {
    for (let end = 0; end < bytes.length; end += 7) expect(refusal(bytes.subarray(0, end))).toEqual(unreadable);
    expect(refusal(Buffer.concat([bytes, Uint8Array.of(0)]))).toEqual(unreadable);
  });

  test.each([
    ["of another version", { version: 2 }],
    ["without columns", { dimension: 0 }],
    ["with more columns that mean something than it has", { dimension: 17 }],
    ["with buckets that no mask can tell", { buckets: 3 }],
    ["of a width that kernels do not read", { width: 8 }],
    ["of a size that would fill the memory", { buckets: 2 ** 40 }],
    ["of a negative size", { buckets: -4 }],
    ["of a fraction", { width: 16.5 }],
    ["taught by nobody", { teacher: 7 }],
    ["whose numbers do not fit its header", { buckets: 8 }],
  ])("is refused %s", (_, change) => {
    expect(refusal(withHeader(change))).toEqual(unreadable);
  });

  test("is refused with a header that goes on for ever, or is no JSON", () => {
    const endless = Buffer.from(bytes);
    endless.writeUInt32LE(0xffff_ffff, "clade-student\n".length);
    expect(refusal(endless)).toEqual(unreadable);
    const garbled = Buffer.from(bytes);
    garbled[20] = 0xff;
    expect(refusal(garbled)).toEqual(unreadable);
  });

  test("is refused with a number that is none", () => {
    const student = studentOf();
    student.rows.idf[2] = Number.NaN;
    expect(refusal(studentToBytes(student))).toEqual(unreadable);
  });

  test("never makes anything else be thrown, whatever byte is turned", () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const turned = Buffer.from(bytes);
        turned[at] = (turned[at] ?? 0) ^ flip;
        const answer = refusal(turned);
        if (answer !== "was read") expect(answer).toEqual(unreadable);
      }),
      { numRuns: 200 },
    );
  });
});
