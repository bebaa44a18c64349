import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { blobs, StageFolders } from "../../clustering/fixtures/stage-folders.ts";
import { createRandom } from "../../core/random.ts";
import { openDuckDb, sqlText } from "../../platform/duckdb.ts";
import { type NeighbourMapParams, neighbourMapStage } from "./run.ts";
import type { NeighbourMapSummary } from "./schema.ts";

const no = Number.NaN;
const corners = [
  [0, 0, 0, 0],
  [9, 0, 5, 0],
  [0, 9, -5, 0],
  [0, 0, 9, 9],
];

const open: StageFolders[] = [];
afterEach(() => {
  for (const folders of open.splice(0)) folders.remove();
});

interface Choice extends Partial<NeighbourMapParams> {
  readonly threads?: number;
  readonly ids?: readonly string[];
  readonly columns?: readonly string[];
  readonly after?: Drawn;
}

type Drawn = Awaited<ReturnType<typeof draw>>;

async function draw(rows: readonly (readonly number[])[], choice: Choice = {}) {
  const { threads = 1, ids, columns, after, ...params } = choice;
  const folders = new StageFolders();
  open.push(folders);
  folders.writeFeatures(rows, columns);
  const features = folders.context("").input("features");
  if (ids) await writeIds(features, ids);
  const resources = after ? { earlierMap: { map: after.map, features: after.features } } : {};
  let map = "";
  const stage = {
    name: "neighbour-map",
    run: (given: NeighbourMapParams, context: Parameters<typeof neighbourMapStage.run>[1]) => {
      map = context.out;
      return neighbourMapStage.run(given, { ...context, resources });
    },
  };
  await folders.run(stage, { neighbours: 10, minDistance: 0.1, seed: 1, ...params }, threads);
  const coordinates = folders.float32("neighbour-map", "coordinates.f32");
  return {
    ...{ map, features, coordinates },
    summary: folders.json<NeighbourMapSummary>("neighbour-map", "neighbour-map.json"),
    json: folders.bytes("neighbour-map", "neighbour-map.json").toString("utf8"),
  };
}

async function writeIds(folder: string, ids: readonly string[]): Promise<void> {
  const connection = await openDuckDb({ folders: [folder], threads: 1, temporaryFolder: folder });
  const rows = ids.map((id) => `(${sqlText(id)})`).join(", ");
  const path = sqlText(join(folder, "users.parquet"));
  await connection.run(`COPY (SELECT col0 AS user_id FROM (VALUES ${rows})) TO ${path} (FORMAT parquet)`);
  connection.closeSync();
}

const placeOf = (coordinates: Float32Array, row: number): [x: number, y: number] => [
  coordinates[2 * row] ?? no,
  coordinates[2 * row + 1] ?? no,
];

/** Middle of the users whose number leaves a rest. */
function middle(coordinates: Float32Array, rest: number, of = corners.length): [x: number, y: number] {
  const own = Array.from({ length: coordinates.length / 2 }, (_, row) => row).filter((row) => row % of === rest);
  const sum = own.map((row) => placeOf(coordinates, row)).reduce(([x, y], [px, py]) => [x + px, y + py]);
  return [sum[0] / own.length, sum[1] / own.length];
}

function nearestMiddle(coordinates: Float32Array, [x, y]: readonly [number, number]): number {
  const away = corners.map((_, rest) => {
    const [mx, my] = middle(coordinates, rest);
    return Math.hypot(mx - x, my - y);
  });
  return away.indexOf(Math.min(...away));
}

const shop = (each: number, seed = 1) => blobs(corners, each, 1, createRandom(seed));

describe("neighbourMapStage", () => {
  it("puts groups beside themselves, and tells how far that is true", async () => {
    const rows = shop(50);
    const { coordinates, summary } = await draw(rows);
    expect(summary).toMatchObject({
      users: 200,
      fitted: 200,
      continued: null,
      placed: { missing: 0, beyondSample: 0 },
    });
    for (const row of rows.keys()) expect(nearestMiddle(coordinates, placeOf(coordinates, row))).toBe(row % 4);
    const { nearness, axes } = summary.trustworthiness;
    expect(nearness.ok && nearness.value).toBeGreaterThan(0.9);
    expect(axes.ok && nearness.ok && nearness.value - axes.value).toBeGreaterThan(0);
  });

  it("lays who misses a feature in by those that are known", async () => {
    const rows = shop(40);
    const partial = corners.map(([, ...others]) => [no, ...others]);
    const { coordinates, summary } = await draw([...partial, ...rows]);
    expect(summary.placed).toEqual({ missing: 4, beyondSample: 0 });
    const others = coordinates.slice(8);
    for (const row of partial.keys()) expect(nearestMiddle(others, placeOf(coordinates, row))).toBe(row);
  });

  it("makes the picture from a sample beyond a number of users, and lays the others in beside their like", async () => {
    const rows = shop(60);
    const { coordinates, summary } = await draw(rows, { fitUpTo: 120 });
    expect(summary).toMatchObject({ fitted: 120, placed: { missing: 0, beyondSample: 120 } });
    const right = [...rows.keys()].filter((row) => nearestMiddle(coordinates, placeOf(coordinates, row)) === row % 4);
    expect(right.length).toBeGreaterThan(235);
  });

  it("goes on from an earlier map: people stay where they were, and the picture neither turns nor flips", async () => {
    const rows = shop(50);
    const ids = rows.map((_, i) => `u${i}`);
    const first = await draw(rows, { ids });
    const newer = [...shop(10, 9), ...rows.map((row) => row.map((value) => value + 0.1))];
    const later = [...Array.from({ length: 40 }, (_, i) => `new ${i}`), ...ids];
    const again = await draw(newer, { ids: later, after: first, seed: 5 });
    expect(again.summary.continued).toMatchObject({ known: 200, fresh: 40 });
    expect(again.summary.continued?.moved).toBeLessThan(0.05);
    const directions = (coordinates: Float32Array) => {
      const middles = corners.map((_, at) => middle(coordinates, at));
      return middles.flatMap(([x, y], i) => middles.slice(i + 1).map(([u, v]) => Math.atan2(v - y, u - x)));
    };
    const [before, now] = [directions(first.coordinates), directions(again.coordinates.slice(80))];
    for (const [i, angle] of before.entries()) expect(Math.cos(angle - (now[i] ?? no))).toBeGreaterThan(0.9);
  });

  it("is made afresh where the columns are others, or hardly anybody is known", async () => {
    const rows = shop(20);
    const ids = rows.map((_, i) => `u${i}`);
    const first = await draw(rows, { ids });
    const plain = await draw(rows);
    const others = await draw(rows, { ids, after: first, columns: ["a", "b", "c", "d"] });
    expect(others.summary.continued).toBeNull();
    expect(others.coordinates).toEqual(plain.coordinates);
    const strangers = await draw(rows, { ids: ids.map((id) => `x${id}`), after: first });
    expect(strangers.summary.continued).toBeNull();
  });

  it.each(["coordinates.f32", "neighbour-map.json", "users.parquet"])(
    "is made afresh, and says so, where the earlier %s was removed since",
    async (file) => {
      const rows = shop(20);
      const ids = rows.map((_, i) => `u${i}`);
      const first = await draw(rows, { ids });
      const plain = await draw(rows);
      rmSync(join(file === "users.parquet" ? first.features : first.map, file));
      const again = await draw(rows, { ids, after: first });
      expect(again.summary).toMatchObject({ continued: null, isLost: true });
      expect(again.coordinates).toEqual(plain.coordinates);
      expect(plain.summary.isLost).toBeUndefined();
    },
  );

  it("reads a matrix that memory does not take block by block, to the same picture", async () => {
    const rows = [[no, 0, 0, 0], ...shop(20)];
    expect((await draw(rows, { memoryBytes: 100 })).coordinates).toEqual((await draw(rows)).coordinates);
  });

  it("gives the same bytes whatever the threads", async () => {
    const rows = [[no, 0, 0, 0], ...shop(40)];
    const [one, three] = [await draw(rows, { fitUpTo: 100 }), await draw(rows, { fitUpTo: 100, threads: 3 })];
    expect(three.coordinates).toEqual(one.coordinates);
    expect(three.json).toBe(one.json);
  });

  it.each([1, 2, 5])("draws %i users, of whom it cannot tell how far it is true", async (n) => {
    const { coordinates, summary } = await draw(shop(2).slice(0, n));
    expect(coordinates.every(Number.isFinite)).toBe(true);
    expect(summary.trustworthiness.nearness.ok).toBe(false);
  });

  it("draws users who are all alike", async () => {
    const { coordinates } = await draw(Array.from({ length: 40 }, () => [1, 2]));
    expect(coordinates.every(Number.isFinite)).toBe(true);
  });
});
