import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConfig } from "./read-config.ts";
import { type PastStage, stageFactors, stageSeconds } from "./stage-seconds.ts";
import type { StageName } from "./stages.ts";

const config = parseConfig({});
const behaviour = parseConfig({ embedding: { behaviour: { encoder: "transformer" } } });
const size = { rows: 541_909, users: 4338, columns: 8, texts: 0, events: 0 };

describe("stageSeconds", () => {
  test("reading goes by rows alone, fitting by users, columns and k", () => {
    expect(stageSeconds({ ...size, rows: 4_000_000 }, config).ingest).toBeCloseTo(0.25 + 10);
    const four = parseConfig({ clustering: { k: 4 } });
    // 4338 users · 40 passes · 8 columns · 4 centres at 2e9 a second
    expect(stageSeconds(size, four).clustering).toBeCloseTo(0.25 + (4338 * 40 * 8 * 4) / 2e9);
    expect(stageSeconds({ ...size, users: 5 }, config).ingest).toBe(stageSeconds(size, config).ingest);
  });

  test("null clouds cost what their rows cost, however many users there are", () => {
    const cost = (users: number) => {
      const of = (nullClouds: number) =>
        stageSeconds({ ...size, users }, parseConfig({ evaluation: { nullClouds } })).evaluation;
      return of(10) - of(0);
    };
    expect(cost(1_000_000)).toBeCloseTo(cost(10_000));
    expect(cost(500)).toBeLessThan(cost(10_000));
  });

  test("texts and events cost only where they are used, and a taught student less than its teacher", () => {
    const much = { ...size, texts: 200_000, events: 2_000_000 };
    expect(stageSeconds(much, config)).toMatchObject({ text: 0, behaviour: 0, fusion: 0 });
    const text = (encoder: string) => stageSeconds(much, parseConfig({ embedding: { text: { encoder } } })).text;
    expect(text("embedded")).toBeLessThan(text("student"));
    expect(text("student")).toBeLessThan(text("onnx"));
    expect(stageSeconds(much, behaviour).behaviour).toBeGreaterThan(10);
    expect(stageSeconds(much, behaviour).clustering).toBeGreaterThan(stageSeconds(much, config).clustering);
  });

  test("a training has a thousand steps however few the users, and no more than twelve thousand", () => {
    const seconds = (users: number, change = {}) => {
      const config = parseConfig({ embedding: { behaviour: { encoder: "transformer", ...change } } });
      return stageSeconds({ ...size, users, events: 100 * users }, config).behaviour;
    };
    expect(seconds(200)).toBeGreaterThan(10);
    expect(seconds(100, { epochs: 1 })).toBe(seconds(100, { epochs: 3 }));
    expect(seconds(1_000_000)).toBeLessThan(300);
    expect(seconds(20_000, { from: "a run" })).toBeLessThan(seconds(20_000) / 10);
  });

  test("a transformer on labels costs minutes, and only where it is asked for", () => {
    const seconds = (users: number, transformer: boolean, change = {}) =>
      stageSeconds(
        { rows: users, users, columns: 12, texts: 0, events: 0, ...change },
        parseConfig({ evaluation: { labels: { transformer } } }),
      ).labels;
    const unasked = stageSeconds({ ...size, users: 1000 }, parseConfig({ evaluation: { labels: {} } })).labels;
    expect(unasked).toBeLessThan(2);
    expect(seconds(12_000, true)).toBeGreaterThan(seconds(12_000, false) + 100);
    expect(seconds(1000, true, { events: 30_000 })).toBeGreaterThan(seconds(1000, true));
    expect(seconds(1000, true, { columns: 500 })).toBe(seconds(1000, false, { columns: 500 }));
  });

  test("a map by nearness costs by users, and less for those who are laid into it", () => {
    const seconds = (users: number, umap: object | null = {}) =>
      stageSeconds({ ...size, users }, parseConfig({ evaluation: { umap } }))["neighbour-map"];
    expect(seconds(4338, null)).toBe(0);
    expect(seconds(4338)).toBeLessThan(1);
    expect(seconds(200_000, { neighbours: 60 })).toBeGreaterThan(2 * seconds(200_000));
    expect(seconds(300_000) - seconds(200_000)).toBeLessThan(seconds(200_000) - seconds(100_000));
    expect(seconds(1_000_000)).toBeLessThan(120);
  });

  test("no stage gets cheaper with more rows, users or columns", () => {
    const count = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(count, count, fc.integer({ min: 1, max: 200 }), (rows, users, columns) => {
        // Beyond this the silhouettes go by a sample.
        fc.pre(users < 60_000 || users > 61_000);
        const base = stageSeconds({ ...size, rows, users, columns }, config);
        for (const more of [{ rows: rows + 1000 }, { columns: columns + 1 }]) {
          const grown = stageSeconds({ ...size, rows, users, columns, ...more }, config);
          for (const [stage, seconds] of Object.entries(base)) {
            expect(grown[stage as keyof typeof grown]).toBeGreaterThanOrEqual(seconds);
          }
        }
      }),
    );
  });
});

describe("stageFactors", () => {
  const past = (stage: StageName, factor: number): PastStage => ({
    ...{ stage, size, config },
    seconds: factor * stageSeconds(size, config)[stage],
  });

  test("nothing is known before the first run", () => {
    expect(new Set(Object.values(stageFactors([])))).toEqual(new Set([1]));
  });

  test("is the median of each stage's receipts, so that one busy minute does not count", () => {
    const factors = stageFactors([...[2, 2.2, 2.1, 40].map((factor) => past("ingest", factor)), past("features", 0.5)]);
    expect(factors.ingest).toBeCloseTo(2.15);
    expect(factors.features).toBeCloseTo(0.5);
  });

  test("a stage that never worked here goes by the others, so that a busy machine is known before its first training", () => {
    const busy = (["ingest", "features", "segments"] as const).map((stage) => past(stage, 8));
    expect(stageFactors(busy).behaviour).toBeCloseTo(8);
    expect(stageFactors([...busy, past("behaviour", 3)]).behaviour).toBe(8);
    const trained = {
      ...past("behaviour", 3),
      config: behaviour,
      seconds: 3 * stageSeconds(size, behaviour).behaviour,
    };
    expect(stageFactors([...busy, trained]).behaviour).toBeCloseTo(3);
  });

  test("a receipt without time tells nothing, and none may promise hours", () => {
    expect(stageFactors([past("ingest", 0)]).ingest).toBe(1);
    expect(stageFactors([past("ingest", 1000)]).ingest).toBe(20);
    expect(stageFactors([past("ingest", 1e-6)]).ingest).toBe(1 / 20);
  });
});
