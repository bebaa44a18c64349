import { mkdtempSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { CladeError } from "../core/errors.ts";
import { createRandom } from "../core/random.ts";
import { kMeans } from "./k-means.ts";
import { type Kernels, openKernels } from "./pool.ts";
import { blobs } from "./test-data.ts";

const opened: Kernels[] = [];

async function open(threads: number): Promise<Kernels> {
  const kernels = await openKernels({ threads });
  opened.push(kernels);
  return kernels;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((kernels) => kernels.close()));
});

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof CladeError) return error.code;
    throw error;
  }
  return "no error";
}

/** Calls the pool until every block of a job has been somebody's: Σ over columns of ones is the number of rows. */
function sumOnes(kernels: Kernels, n: number): number {
  const mark = kernels.mark();
  const ones = kernels.float32(n).fill(1);
  const blocks = Math.ceil(n / 1000);
  const sums = kernels.float64(blocks);
  kernels.run("measureColumns", blocks, [ones.byteOffset, n, 1, 1000, sums.byteOffset, 0, 0], 1e9);
  const total = sums.reduce((sum, value) => sum + value, 0);
  kernels.release(mark);
  return total;
}

describe("the pool", () => {
  it.each([1, 2, 5])("does every block exactly once on %i threads, job after job", async (threads) => {
    const kernels = await open(threads);
    for (let job = 0; job < 200; job++) expect(sumOnes(kernels, 50_000 + job)).toBe(50_000 + job);
  });

  it("goes on when threads come late: the first jobs run before any has started", async () => {
    const kernels = await open(3);
    expect(sumOnes(kernels, 10)).toBe(10);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(sumOnes(kernels, 1_000_000)).toBe(1_000_000);
  });

  it("gives out views that files are read into and that do not overlap", async () => {
    const kernels = await open(1);
    const folder = mkdtempSync(join(tmpdir(), "clade-kernels-"));
    writeFileSync(join(folder, "x.f32"), Float32Array.of(1, 2, 3, 4, 5, 6));
    const x = kernels.matrix(3, 2);
    const other = kernels.int32(3).fill(-1);
    readSync(openSync(join(folder, "x.f32"), "r"), x.data);
    rmSync(folder, { recursive: true });
    expect([...x.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...other]).toEqual([-1, -1, -1]);
    expect(kernels.holds(x.data)).toBe(true);
    expect(kernels.holds(new Float32Array(3))).toBe(false);
  });

  it("keeps earlier views alive while memory grows, and takes back what was made after a mark", async () => {
    const kernels = await open(1);
    const early = kernels.float32(4).fill(7);
    const mark = kernels.mark();
    const large = kernels.float64(10_000_000);
    large[9_999_999] = 1;
    kernels.release(mark);
    expect(kernels.float64(4).byteOffset).toBe(large.byteOffset);
    expect([...early]).toEqual([7, 7, 7, 7]);
    expect(kernels.holds(early)).toBe(true);
  });

  it("says that memory ends at 4 GiB, and is whole afterwards", async () => {
    const kernels = await open(1);
    expect(codeOf(() => kernels.matrix(2 ** 26, 17))).toBe("OUT_OF_MEMORY");
    expect(sumOnes(kernels, 3000)).toBe(3000);
  });

  it("refuses kernels that there are not", async () => {
    const kernels = await open(1);
    expect(codeOf(() => kernels.run("nothing", 1, [], 0))).toBe("INTERNAL");
  });

  it("reports a kernel that reads outside its memory in place of a number", async () => {
    const kernels = await open(2);
    const outside = () => kernels.run("measureColumns", 2, [4e9, 1000, 1, 500, 65_536, 0, 0], 1e9);
    expect(outside).toThrow();
  });

  it("may be closed twice, and without threads", async () => {
    const kernels = await open(4);
    await kernels.close();
    await kernels.close();
    expect(kernels.threads).toBe(4);
  });

  it("leaves the results of a whole algorithm the same on one, two and three threads", async () => {
    const x = blobs(createRandom(5), 40_000, 6, 4, 1);
    const results = [];
    for (const threads of [1, 2, 3]) {
      const kernels = await open(threads);
      results.push(kMeans(kernels, x, { k: 5, restarts: 3, random: createRandom(1) }));
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });
});
