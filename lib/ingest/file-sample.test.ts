import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CladeError } from "../core/errors.ts";
import { sampleBytes } from "./detection/limits.ts";
import { readSample } from "./file-sample.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "clade-sample-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function failure(path: string): Promise<[string, unknown]> {
  try {
    await readSample(path);
  } catch (error) {
    if (error instanceof CladeError) {
      const { problem } = error.details;
      return [error.code, typeof problem === "object" ? problem.en : problem];
    }
    throw error;
  }
  return ["read", undefined];
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("readSample", () => {
  test("a small file whole, packed or not, whatever its name", async () => {
    for (const [name, content] of [
      ["a.csv", "id\n1\n"],
      ["b.csv.gz", gzipSync("id\n1\n")],
      ["c.csv", gzipSync("id\n1\n")],
      ["d.gz", "id\n1\n"],
    ] as const) {
      const sample = await readSample(await write(name, content));
      expect({ ...sample, bytes: textOf(sample.bytes) }).toEqual({ name, bytes: "id\n1\n", truncated: false });
    }
  });

  test("the head of a long one", async () => {
    const text = "0123456789\n".repeat(200_000);
    for (const content of [text, gzipSync(text)]) {
      const sample = await readSample(await write("long", content));
      expect(sample.truncated).toBe(true);
      expect(sample.bytes.length).toBe(sampleBytes);
      expect(textOf(sample.bytes)).toBe(text.slice(0, sampleBytes));
    }
  });

  test("the head of one that does not pack: the packed stream is cut", async () => {
    let state = 1;
    const noise = Uint8Array.from({ length: 3 * sampleBytes }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return 33 + ((state >> 16) % 90);
    });
    const sample = await readSample(await write("noise.gz", gzipSync(noise)));
    expect(sample).toMatchObject({ truncated: true });
    expect(Buffer.compare(sample.bytes, noise.subarray(0, sample.bytes.length))).toBe(0);
  });

  test("several gzip members are one file", async () => {
    const path = await write("members.gz", Buffer.concat([gzipSync("id\n"), gzipSync("1\n2\n")]));
    expect(textOf((await readSample(path)).bytes)).toBe("id\n1\n2\n");
  });

  test("a bomb costs no more than any other file", async () => {
    const path = await write("bomb.gz", gzipSync(Buffer.alloc(200 * 1024 * 1024, "a")));
    const start = performance.now();
    expect((await readSample(path)).bytes.length).toBe(sampleBytes);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test("what is missing, empty, a folder or damaged says so", async () => {
    expect(await failure(join(folder, "nothing.csv"))).toEqual(["FILE_NOT_FOUND", undefined]);
    expect(await failure(join(await write("file", "x"), "inside"))).toEqual(["FILE_NOT_FOUND", undefined]);
    expect(await failure(await write("empty.csv", ""))).toEqual(["FILE_EMPTY", undefined]);
    expect(await failure(await write("empty.gz", gzipSync("")))).toEqual(["FILE_EMPTY", undefined]);
    await mkdir(join(folder, "sub"), { recursive: true });
    expect(await failure(join(folder, "sub"))).toEqual(["FILE_UNREADABLE", "it is not a file"]);
    const damaged = gzipSync("id\n1\n".repeat(1000));
    damaged.fill(0xff, 12, 24);
    expect(await failure(await write("damaged.gz", damaged))).toEqual([
      "FILE_UNREADABLE",
      "the packed data are damaged",
    ]);
    expect(await failure(await write("cut.gz", gzipSync("id\n1\n2\n").subarray(0, 18)))).toEqual([
      "FILE_UNREADABLE",
      "the packed data end too early",
    ]);
  });

  test.runIf(process.getuid?.() !== 0)("no rights (skipped as root)", async () => {
    const path = await write("secret.csv", "id\n1\n");
    await chmod(path, 0o000);
    expect(await failure(path)).toEqual(["FILE_UNREADABLE", "there is no right to read it"]);
  });

  test.each([
    ["table.parquet", [0x50, 0x41, 0x52, 0x31, 21, 4], /Parquet/],
    ["array.npy", [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0], /NumPy array; save it as CSV/],
    ["frame.h5", [0x89, 0x48, 0x44, 0x46, 13, 10], /HDF5/],
    ["image.csv", [0x89, 0x50, 0x4e, 0x47, 13, 10], /picture/],
    ["noise.csv", Array.from({ length: 4000 }, (_, i) => (i * 37) % 256), /binary/],
    ["zeros.csv", Array(1000).fill(0), /binary/],
  ])("%s is no table", async (name, bytes, problem) => {
    const [code, reason] = await failure(await write(name, Uint8Array.from(bytes)));
    expect(code).toBe("NOT_A_TABLE");
    expect(reason).toMatch(problem);
  });

  test("UTF-16 is no binary", async () => {
    const text = Buffer.from("编号,评价\n1,很好吃\n", "utf16le");
    expect((await readSample(await write("wide.csv", text))).bytes.length).toBe(text.length);
  });
});
