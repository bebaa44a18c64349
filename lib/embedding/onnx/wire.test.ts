import fc from "fast-check";
import { expect, it } from "vitest";
import { bytesField, type Field, readFields, readVarints, varintField, WireError, writeFields } from "./wire.ts";

const field: fc.Arbitrary<Field> = fc.oneof(
  fc.record({
    number: fc.integer({ min: 1, max: 2000 }),
    wire: fc.constant(0 as const),
    value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  }),
  fc.record({
    number: fc.integer({ min: 1, max: 2000 }),
    wire: fc.constant(2 as const),
    value: fc.uint8Array({ maxLength: 300 }),
  }),
  fc.record({
    number: fc.integer({ min: 1, max: 2000 }),
    wire: fc.constant(5 as const),
    value: fc.uint8Array({ minLength: 4, maxLength: 4 }),
  }),
);

it("writes the examples of the encoding's description", () => {
  expect([...writeFields([varintField(1, 150)])]).toEqual([0x08, 0x96, 0x01]);
  expect([...writeFields([bytesField(2, "testing")])]).toEqual([0x12, 0x07, ...Buffer.from("testing")]);
  expect([...writeFields([varintField(1, -2n)])]).toEqual([0x08, 0xfe, ...new Array(8).fill(0xff), 0x01]);
  expect(readVarints(Uint8Array.of(0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05))).toEqual([3n, 270n, 86_942n]);
});

it("reads what it writes", () => {
  fc.assert(
    fc.property(fc.array(field, { maxLength: 12 }), (fields) => {
      const read = readFields(writeFields(fields));
      expect(read.map(({ value, ...rest }) => ({ ...rest, value: plain(value) }))).toEqual(
        fields.map(({ value, ...rest }) => ({ ...rest, value: plain(value) })),
      );
    }),
  );
});

it("ends at whatever bytes it is given, with fields or with a WireError", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        expect(readFields(bytes).length).toBeLessThanOrEqual(bytes.length);
      } catch (error) {
        expect(error).toBeInstanceOf(WireError);
      }
    }),
  );
  expect(() => readFields(Uint8Array.of(0x12, 0x07, 1))).toThrow("past the end");
  expect(() => readFields(new Uint8Array(12).fill(255))).toThrow("more than ten bytes");
  expect(() => readFields(Uint8Array.of(0x0b))).toThrow("unknown type 3");
});

function plain(value: bigint | Uint8Array): bigint | number[] {
  return typeof value === "bigint" ? value : [...value];
}
