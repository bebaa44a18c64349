import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openRows, readNumbers, writeNumbers } from "./number-file.ts";

const folder = mkdtempSync(join(tmpdir(), "clade-arrays-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("reads what was written into part of a shared memory", () => {
  const file = join(folder, "values.f32");
  writeNumbers(file, Float32Array.of(0, 1.5, Number.NaN, -3).subarray(1));
  const memory = new Float32Array(new SharedArrayBuffer(24));
  readNumbers(file, memory.subarray(2, 5));
  expect([...memory]).toEqual([0, 0, 1.5, Number.NaN, -3, 0]);
});

it("keeps whole numbers whole", () => {
  const file = join(folder, "labels.i32");
  writeNumbers(file, Int32Array.of(-1, 2_000_000_000));
  expect([...readNumbers(file, new Int32Array(2))]).toEqual([-1, 2_000_000_000]);
});

it("reads rows from anywhere in a file, into any part of a memory", () => {
  const file = join(folder, "rows.f32");
  writeNumbers(file, Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7));
  const rows = openRows(file, 4, 2);
  const memory = new Float32Array(6).fill(9);
  rows.read(1, 3, memory.subarray(1));
  expect([...memory]).toEqual([9, 2, 3, 4, 5, 9]);
  rows.close();
  expect(() => openRows(file, 5, 2)).toThrow("32 bytes, not 40");
});

it.each([3, 5, 12])("refuses a file of %i bytes for two numbers", (bytes) => {
  const file = join(folder, "wrong");
  writeFileSync(file, new Uint8Array(bytes));
  expect(() => readNumbers(file, new Float32Array(2))).toThrow(`${bytes} bytes, not 8`);
});
