import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { blobs, StageFolders } from "../clustering/fixtures/stage-folders.ts";
import { createRandom } from "../core/random.ts";
import { writeNumbers } from "../platform/number-file.ts";
import { fusionStage } from "./run.ts";
import type { FusionSummary } from "./schema.ts";

let folders: StageFolders;
let root: string;
beforeEach(() => {
  folders = new StageFolders();
  root = mkdtempSync(join(tmpdir(), "clade-fusion-"));
});
afterEach(() => {
  folders.remove();
  rmSync(root, { recursive: true, force: true });
});

function writeText(rows: readonly (readonly number[])[]): void {
  const folder = join(root, "text");
  mkdirSync(folder);
  writeNumbers(join(folder, "block.f32"), Float32Array.from(rows.flat()));
  const columns = rows[0]?.map((_, j) => `text ${j + 1}`) ?? [];
  writeFileSync(join(folder, "block.json"), JSON.stringify({ users: rows.length, columns, covered: rows.length }));
  folders.adopt("text", folder);
}

const features = blobs(
  [
    [0, 0],
    [20, 0],
  ],
  40,
  1,
  createRandom(1),
);
const texts = features.map((_, row) => [row < 40 ? 1 : -1, 0.01 * row]);
const weights = { features: 1, text: 1 };

test("early fusion joins the columns", async () => {
  folders.writeFeatures(features);
  writeText(texts);
  await folders.run(fusionStage, { weights });
  expect(folders.json<FusionSummary>("fusion", "fusion.json")).toMatchObject({
    users: 80,
    columns: ["feature-0", "feature-1", "text 1", "text 2"],
    notes: [],
  });
});

test("a category's columns are known by their places in the joined matrix, of a late one every block's", async () => {
  folders.writeFeatures(features, ["a", "b"], [{ first: 1, count: 1 }]);
  writeText(texts);
  const categories = async (late?: { k: number; seed: number }) => {
    await folders.run(fusionStage, { weights, ...(late && { late }) });
    return folders.json<FusionSummary>("fusion", "fusion.json").categories;
  };
  expect(await categories()).toEqual([{ first: 1, count: 1 }]);
  expect(await categories({ k: 2, seed: 1 })).toEqual([
    { first: 0, count: 2 },
    { first: 2, count: 2 },
  ]);
});

test("of a block the first columns enter, as many as are asked for", async () => {
  folders.writeFeatures(features);
  writeText(texts);
  await folders.run(fusionStage, { weights, dimensions: { text: 1, behaviour: 9 } });
  const { columns, blocks } = folders.json<FusionSummary>("fusion", "fusion.json");
  expect(columns).toEqual(["feature-0", "feature-1", "text 1"]);
  expect(blocks.map(({ columns: count }) => count)).toEqual([2, 1]);
  // One column of two values: all of the block's share of the variance is in it.
  const matrix = folders.float32("fusion", "matrix.f32");
  expect([matrix[2], matrix[3 * 79 + 2]]).toEqual([1, -1]);
});

test("late fusion joins what each block makes of users: those that both put together coincide", async () => {
  folders.writeFeatures(features);
  writeText(texts.with(7, [Number.NaN, Number.NaN]));
  await folders.run(fusionStage, { weights, late: { k: 2, seed: 1 } });
  const { columns, notes } = folders.json<FusionSummary>("fusion", "fusion.json");
  expect(columns).toEqual(["features segment 1", "features segment 2", "text segment 1", "text segment 2"]);
  expect(notes[0]?.en).toContain("consensus of 2 partitions");
  const matrix = folders.float32("fusion", "matrix.f32");
  const rowOf = (row: number) => [...matrix.subarray(row * 4, (row + 1) * 4)];
  expect(rowOf(0)).toEqual(rowOf(2));
  expect(rowOf(0).slice(2)).toEqual(rowOf(1).slice(2));
  expect(rowOf(0).slice(0, 2)).not.toEqual(rowOf(1).slice(0, 2));
  expect(rowOf(7).slice(2).every(Number.isNaN)).toBe(true);
});

test("a block that most users lack makes no segments, early or late", async () => {
  folders.writeFeatures(features);
  writeText(texts.map((text, row) => (row % 3 ? [Number.NaN, Number.NaN] : text)));
  await folders.run(fusionStage, { weights, late: { k: 2, seed: 1 } });
  const { columns, notes } = folders.json<FusionSummary>("fusion", "fusion.json");
  expect(columns).toEqual(["features segment 1", "features segment 2"]);
  expect(notes[0]?.en).toContain("Only 34 % of users");
});
