import { mkdtempSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rowsOfMatrix } from "../core/row-source.ts";
import type { MergeTree } from "../kernels/merge-tree.ts";
import { matrixOf } from "../kernels/test-data.ts";
import { readNumbers } from "../platform/number-file.ts";
import type { Fit } from "./algorithms/algorithm.ts";
import { splitCompleteRows } from "./complete-rows.ts";
import type { ClusteringSummary } from "./schema.ts";
import { readFits, readTree, writeFits } from "./stored-fits.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clade-fits-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nan = Number.NaN;

function fitOf(centres: readonly (readonly number[])[], labels: readonly number[], more: Partial<Fit> = {}): Fit {
  return {
    ...{ k: centres.length, labels: Int32Array.from(labels), inertia: 1, iterations: 2 },
    centres: matrixOf(centres),
    ...more,
  };
}

function write(rows: readonly (readonly number[])[], fits: readonly Fit[]): ClusteringSummary {
  const columns = rows[0]?.length ?? 0;
  const split = splitCompleteRows(matrixOf(rows), []);
  writeFits(folder, fits, { ...split, partial: rowsOfMatrix(split.partial) }, rows.length);
  const { complete } = split;
  return {
    ...{ users: rows.length, columns, fittedUsers: complete.rows, notes: [] },
    fits: fits.map(({ k, inertia, iterations }) => ({ k, inertia, iterations, noise: 0 })),
  };
}

const labelsOf = (summary: ClusteringSummary) => readFits(folder, summary).map(({ labels }) => [...labels]);

describe("users who miss a feature", () => {
  const rows = [
    [0, 0],
    [nan, 9],
    [10, 10],
    [nan, nan],
    [11, 11],
  ];

  test("stand where they stood, with the nearest centre over what they have", () => {
    const summary = write(rows, [
      fitOf(
        [
          [0, 0],
          [10.5, 10.5],
        ],
        [0, 1, 1],
      ),
    ]);
    // Who has nothing goes with the many.
    expect(labelsOf(summary)).toEqual([[0, 1, 1, 1, 1]]);
  });

  test("are noise where a fit found no cluster at all", () => {
    const summary = write(rows, [fitOf([], [-1, -1, -1])]);
    expect(labelsOf(summary)).toEqual([[-1, -1, -1, -1, -1]]);
    expect(readFits(folder, summary)[0]?.centres.rows).toBe(0);
  });

  test("have no strength of belonging: it is not 0, it is unknown", () => {
    write(rows, [
      fitOf(
        [
          [0, 0],
          [10, 10],
        ],
        [0, 1, -1],
        { strength: Float32Array.of(1, 0.5, 0) },
      ),
    ]);
    const strength = readNumbers(join(folder, "strength.f32"), new Float32Array(5));
    expect([...strength]).toEqual([1, nan, 0.5, nan, 0]);
  });
});

describe("several fits", () => {
  test("come back each with its own labels and centres, in order, whatever their numbers of clusters", () => {
    const k = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(fc.array(k, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 6 }), (ks, users) => {
        const rows = Array.from({ length: users }, (_, user) => [user, -user, 1]);
        const fits = ks.map((clusters, at) =>
          fitOf(
            Array.from({ length: clusters }, (_, c) => [at, c, 0.5]),
            rows.map((_, user) => (clusters === 0 ? -1 : user % clusters)),
            { inertia: at },
          ),
        );
        const read = readFits(folder, write(rows, fits));
        for (const [at, fit] of fits.entries()) {
          expect(read[at]?.labels).toEqual(fit.labels);
          expect([...(read[at]?.centres.data ?? [])]).toEqual([...fit.centres.data]);
          expect(read[at]).toMatchObject({ k: fit.k, inertia: at });
        }
      }),
      { numRuns: 40 },
    );
  });

  test("have figures by row where all of them do, and else none: half a file would be read as another fit's", () => {
    const rows = [[0], [1]];
    const strength = Float32Array.of(0.25, 0.75);
    write(rows, [fitOf([[0]], [0, 0], { strength }), fitOf([[0], [1]], [0, 1])]);
    expect(readdirSync(folder).toSorted()).toEqual(["centres.f32", "labels.i32"]);
    write(rows, [fitOf([[0]], [0, 0], { strength, outlierScores: Float32Array.of(0.5, 0) })]);
    expect(readdirSync(folder).toSorted()).toEqual(["centres.f32", "labels.i32", "outliers.f32", "strength.f32"]);
    expect([...readNumbers(join(folder, "outliers.f32"), new Float32Array(2))]).toEqual([0.5, 0]);
  });

  test("of no range at all are two empty files", () => {
    const summary = write([[0], [1]], []);
    expect(readFits(folder, summary)).toEqual([]);
    expect(readdirSync(folder).toSorted()).toEqual(["centres.f32", "labels.i32"]);
  });
});

describe("the tree", () => {
  const tree: MergeTree = {
    left: Int32Array.of(0, 2),
    right: Int32Array.of(1, 3),
    height: Float64Array.of(0.1, 1e-300),
    size: Int32Array.of(2, 3),
  };

  test("is kept once, to the last bit of its heights", () => {
    write([[0], [1], [2]], [fitOf([[0]], [0, 0, 0]), fitOf([[0]], [0, 0, 0], { tree })]);
    expect(readTree(folder)).toEqual({ ...tree, leafOf: Int32Array.of(0, 1, 2) });
  });

  test("is that of the finest fit, and says whose leaf is which, and who was placed", () => {
    const rough = {
      left: Int32Array.of(0),
      right: Int32Array.of(1),
      height: Float64Array.of(1),
      size: Int32Array.of(4),
    };
    const rows = [[0], [nan], [1], [2], [9]];
    const leafOf = Int32Array.of(0, 1, 1, 2);
    write(rows, [
      fitOf([[0]], [0, 0, 0, 0], { tree: rough, leafOf: Int32Array.of(0, 0, 0, 1) }),
      fitOf([[0]], [0, 0, 0, 0], { tree, leafOf }),
    ]);
    expect(readTree(folder)).toEqual({ ...tree, leafOf: Int32Array.of(0, -1, 1, 1, 2) });
  });

  test("of an algorithm that builds none is null, of one user empty", () => {
    expect(readTree(folder)).toBeNull();
    const none = {
      left: new Int32Array(0),
      right: new Int32Array(0),
      height: new Float64Array(0),
      size: new Int32Array(0),
    };
    write([[0]], [fitOf([[0]], [0], { tree: none })]);
    expect(readTree(folder)).toEqual({ ...none, leafOf: Int32Array.of(0) });
  });
});

test("a file that was cut short is not read as if it were whole", () => {
  const summary = write([[0], [1], [2]], [fitOf([[0], [2]], [0, 0, 1])]);
  truncateSync(join(folder, "labels.i32"), 8);
  expect(() => readFits(folder, summary)).toThrow(expect.objectContaining({ code: "INTERNAL" }));
});
