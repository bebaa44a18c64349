import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryLimitMb } from "./memory-limit.ts";
import { parseConfig } from "./read-config.ts";
import { stageMemory } from "./stage-memory.ts";
import type { RunSize } from "./stage-seconds.ts";
import { type StageName, stagesOf } from "./stages.ts";

const people = (users: number, columns = 16): RunSize => ({ rows: users, users, columns, texts: 0, events: 0 });
const megabytes = (size: RunSize, stage: StageName, config: object = {}) =>
  stageMemory(size, parseConfig(config))[stage] / 1e6;

const near = { evaluation: { umap: {} } };
const labelled = { evaluation: { labels: { column: "label" } } };
/** 32 columns of texts beside 16 of features. */
const joined = { embedding: { text: { encoder: "embedded", dimensions: 32 } } };
const by = (algorithm: string) => ({ clustering: { algorithm } });

/** Largest resident MB of the stages' processes, a table of 16 numbers (lib/clustering/FIGURES.md). */
const measured: readonly { stage: StageName; users: number; MB: number; config?: object }[] = [
  { stage: "ingest", users: 200_000, MB: 203 },
  { stage: "ingest", users: 1_000_000, MB: 374 },
  { stage: "ingest", users: 5_000_000, MB: 683 },
  { stage: "features", users: 200_000, MB: 331 },
  { stage: "features", users: 1_000_000, MB: 777 },
  { stage: "features", users: 5_000_000, MB: 1475 },
  { stage: "clustering", users: 200_000, MB: 134 },
  { stage: "clustering", users: 1_000_000, MB: 230 },
  { stage: "clustering", users: 5_000_000, MB: 744 },
  { stage: "evaluation", users: 200_000, MB: 207 },
  { stage: "evaluation", users: 1_000_000, MB: 426 },
  { stage: "evaluation", users: 5_000_000, MB: 1534 },
  { stage: "segments", users: 200_000, MB: 200 },
  { stage: "segments", users: 1_000_000, MB: 271 },
  { stage: "segments", users: 5_000_000, MB: 450 },
  { stage: "segments", users: 20_000_000, MB: 1204 },
  { stage: "neighbour-map", users: 1_000_000, MB: 377, config: near },
  { stage: "neighbour-map", users: 5_000_000, MB: 694, config: near },
  { stage: "contribution", users: 1_000_000, MB: 370, config: joined },
  { stage: "contribution", users: 5_000_000, MB: 427, config: joined },
  { stage: "labels", users: 1_000_000, MB: 418, config: labelled },
  { stage: "labels", users: 5_000_000, MB: 1204, config: labelled },
  { stage: "clustering", users: 1_000_000, MB: 548, config: by("bisecting-k-means") },
  { stage: "clustering", users: 1_000_000, MB: 304, config: by("spherical-k-means") },
  { stage: "clustering", users: 1_000_000, MB: 258, config: by("gaussian-mixture") },
  { stage: "clustering", users: 1_000_000, MB: 367, config: by("dbscan") },
];

describe("stageMemory", () => {
  test.each(measured)(
    "says of $stage with $users users what was measured, $MB MB, about",
    ({ stage, users, MB, config }) => {
      const expected = megabytes(people(users), stage, config);
      expect(expected / MB).toBeGreaterThan(0.8);
      expect(expected / MB).toBeLessThan(1.25);
    },
  );

  test("the matrix is read block by block where it is above 1 GiB: from there on a user costs labels and places", () => {
    const at = (users: number) => megabytes(people(users, 54), "clustering");
    expect(at(5e6)).toBeLessThan(at(4.9e6));
    expect((at(20e6) - at(10e6)) / 10).toBeCloseTo(32, 5);
    // Measured, with nine fits in place of eight: 645 MB and 1,230 MB.
    expect(Math.abs((at(5e6) + 20) / 645 - 1)).toBeLessThan(0.1);
    expect(Math.abs((at(20e6) + 80) / 1230 - 1)).toBeLessThan(0.1);
  });

  test("a consensus holds a byte a user and run, 512 MB at most", () => {
    const of = (users: number, runs: number) =>
      megabytes(people(users, 2), "clustering", { clustering: { algorithm: "consensus", runs } });
    expect(of(1e6, 300) - of(1e6, 100)).toBeCloseTo(200, 5);
    expect(of(5e6, 1000) - of(5e6, 100)).toBeCloseTo(35, 5);
  });

  test("one number of segments holds the labels of one fit", () => {
    const auto = megabytes(people(1e6), "evaluation");
    expect(megabytes(people(1e6), "evaluation", { clustering: { k: 4 } })).toBeLessThan(auto);
  });

  test("no stage shrinks with users, rows, texts or events, and all are above the engine's own", () => {
    const size = fc.record({
      users: fc.integer({ min: 1, max: 1e6 }),
      columns: fc.integer({ min: 1, max: 200 }),
      more: fc.integer({ min: 0, max: 1e6 }),
    });
    const config = parseConfig({ embedding: { text: { encoder: "embedded" }, behaviour: { encoder: "transformer" } } });
    fc.assert(
      fc.property(size, fc.constantFrom("users", "rows", "texts", "events"), ({ users, columns, more }, what) => {
        const small = { ...people(users, columns), rows: users + more, texts: more, events: more };
        const large = { ...small, [what]: small[what] * 2, ...(what === "users" ? { rows: 2 * users + more } : {}) };
        const [one, other] = [small, large].map((of) => stageMemory(of, config));
        for (const { name } of stagesOf("segment", config)) {
          expect(one?.[name]).toBeGreaterThan(100e6);
          if (users * (columns + 200) * 8 < 2 ** 30) expect(other?.[name]).toBeGreaterThanOrEqual(one?.[name] ?? 0);
        }
      }),
    );
  });

  test("the limit of a process leaves room for what is expected and for what is only reserved, however short the cells are", () => {
    const machineBytes = 512 * 2 ** 30;
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 2e7 }),
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom("k-means", "bisecting-k-means", "consensus", "spherical-k-means"),
        (users, columns, algorithm) => {
          const config = parseConfig({ clustering: { algorithm } });
          const memory = stageMemory(people(users, columns), config);
          const expected = Math.max(...stagesOf("segment", config).map(({ name }) => memory[name]));
          const inputBytes = users * (8 + 2 * columns);
          const limit = memoryLimitMb({ inputBytes, threads: 2, machineBytes }) * 2 ** 20;
          expect(limit).toBeGreaterThan(1.25 * expected + 1e9);
        },
      ),
    );
  });
});
