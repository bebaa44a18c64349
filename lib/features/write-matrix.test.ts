import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openMatrixFile } from "./write-matrix.ts";

const folder = mkdtempSync(join(tmpdir(), "clade-matrix-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, columns: readonly Float32Array[], rows: number, memoryBytes?: number): Buffer {
  const matrix = openMatrixFile(path, rows, memoryBytes);
  for (const column of columns) matrix.add(column);
  matrix.finish();
  return readFileSync(path);
}

describe("a matrix on disk", () => {
  it("is row-major, little-endian, with NaN where a value is missing", () => {
    const path = join(folder, "small.f32");
    const bytes = write(path, [Float32Array.of(1, 2, 3), Float32Array.of(-0.5, Number.NaN, 1e30)], 3);
    expect(bytes).toHaveLength(24);
    const cells = Array.from({ length: 6 }, (_, i) => bytes.readFloatLE(4 * i));
    expect(cells).toEqual([1, -0.5, 2, Number.NaN, 3, Math.fround(1e30)]);
  });

  it.each([0, 1, 4095, 4096, 4097, 10_000])("has every row once at the seams of its blocks: %i rows", (rows) => {
    const path = join(folder, `${rows}.f32`);
    const column = Float32Array.from({ length: rows }, (_, i) => i);
    const bytes = write(path, [column, column.map((value) => -value), column], rows);
    const cells = new Float32Array(new Uint8Array(bytes).buffer);
    expect(cells).toHaveLength(3 * rows);
    for (let i = 0; i < rows; i++) {
      if (cells[3 * i] !== i || cells[3 * i + 1] !== -i || cells[3 * i + 2] !== i) expect.fail(`row ${i}`);
    }
  });

  it("is the same where only one of its columns fits into memory", () => {
    const columns = [1, 2, 3, 4].map((seed) => Float32Array.from({ length: 9001 }, (_, i) => seed * i));
    const spilled = write(join(folder, "spilled.f32"), columns, 9001, 9001 * 4);
    expect(spilled.equals(write(join(folder, "held.f32"), columns, 9001))).toBe(true);
    expect(existsSync(join(folder, "spilled.f32.columns"))).toBe(false);
  });
});
