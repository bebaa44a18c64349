import { describe, expect, test } from "vitest";
import type { IngestSummary } from "../ingest/schema.ts";
import { type EstimateBasis, estimateRun, sizeOf } from "./estimate.ts";
import { memoryLimitMb } from "./memory-limit.ts";
import { parseConfig } from "./read-config.ts";
import { stageSeconds } from "./stage-seconds.ts";

const table = { files: ["t.parquet"], exempt: null, columns: [], rows: 1, users: 1, matched: null } as const;
const transactions = { ...table, kind: "transactions" } as const;
const people: IngestSummary["tables"][number] = {
  ...table,
  kind: "users",
  columns: [
    { name: "Age", role: "number", parquet: "age" },
    { name: "Mail", role: "personal", parquet: "mail" },
  ],
};
const shop = (buyers: number, rowsIn: number, tables: IngestSummary["tables"] = [transactions]) => ({
  ...{ buyers, rowsIn, tables },
  knownUsers: buyers,
});

const basis: EstimateBasis = { past: [], isRead: false, inputBytes: 45e6, threads: 2, machineBytes: 16e9 };
const estimate = (summary: ReturnType<typeof shop>, config: object, more: Partial<EstimateBasis> = {}) =>
  estimateRun(summary, parseConfig(config), { ...basis, ...more });

describe("estimateRun", () => {
  test("Online Retail takes seconds, as measured", () => {
    const { users, seconds, matrixBytes, columns } = estimate(shop(4338, 541_909), {});
    expect(users).toBe(4338);
    expect(matrixBytes).toBe(4338 * columns * 4);
    expect(seconds).toBeGreaterThan(1.5);
    expect(seconds).toBeLessThan(6);
  });

  test("grows with users, rows, null clouds and the range of k", () => {
    const base = estimate(shop(50_000, 1e6), {}).seconds;
    const seconds = (buyers: number, rows: number, config: object) => estimate(shop(buyers, rows), config).seconds;
    expect(seconds(100_000, 1e6, { evaluation: { exactUpTo: 200_000 } })).toBeGreaterThan(base);
    expect(seconds(50_000, 5e6, {})).toBeGreaterThan(base);
    expect(seconds(50_000, 1e6, { evaluation: { nullClouds: 10 } })).toBeGreaterThan(base);
    expect(seconds(50_000, 1e6, { clustering: { kMax: 20 } })).toBeGreaterThan(base);
    expect(seconds(50_000, 1e6, { clustering: { k: 4 } })).toBeLessThan(base);
  });

  test("says what each encoder would add, whatever is chosen", () => {
    const written = { ...transactions, kind: "texts", rows: 10_000 } as const;
    const costs = (config: object) => estimate(shop(5000, 60_000, [transactions, written]), config).choices;
    const { text, behaviour, labelTransformer } = costs({});
    const of = (id: string) => text.find(({ encoder }) => encoder === id)?.seconds ?? 0;
    expect(of("onnx")).toBeGreaterThan(5 * of("embedded"));
    expect(behaviour).toBeGreaterThan(of("embedded"));
    expect(labelTransformer).toBeGreaterThan(behaviour);
    expect(costs({ evaluation: { labels: { folds: 2, transformer: true } } }).labelTransformer).toBeLessThan(
      labelTransformer,
    );
    expect(costs({ embedding: { text: { encoder: "onnx", model: "any" } } }).text).toEqual(text);
  });

  test("counts a shop's own columns where they are asked for or all there is, and leaves out what is switched off", () => {
    const standard = estimate(shop(100, 1000), {}).columns;
    const off = { features: { treatments: { recency: { use: false } } } };
    expect(estimate(shop(100, 1000), off).columns).toBe(standard - 1);
    const asked = { features: { treatments: { age: { use: true } } } };
    expect(estimate(shop(100, 1000, [transactions, people]), {}).columns).toBe(standard);
    expect(estimate(shop(100, 1000, [transactions, people]), asked).columns).toBe(standard + 1);
    expect(estimate(shop(0, 1000, [people]), {}).columns).toBe(1);
  });

  test("files that were read before are not read again, which is most of a large table's time", () => {
    const whole = estimate(shop(1000, 20e6), {}).seconds;
    const rest = estimate(shop(1000, 20e6), {}, { isRead: true }).seconds;
    expect(whole - rest).toBeCloseTo(0.25 + 20e6 / 400_000, 0);
    expect(rest).toBeLessThan(whole / 2);
  });

  test("a machine whose receipts say that it is three times slower takes three times as long", () => {
    const summary = shop(4338, 541_909);
    const config = parseConfig({});
    const size = sizeOf(summary, config);
    const past = Object.entries(stageSeconds(size, config)).map(([stage, seconds]) => ({
      ...{ stage, size, config },
      seconds: 3 * seconds,
    }));
    expect(estimate(summary, {}, { past }).seconds).toBeCloseTo(3 * estimate(summary, {}).seconds, 0);
  });

  test("what a stage may take at most is the rule that its process is bound by", () => {
    const { memoryBytes, memoryLimitBytes } = estimate(shop(4338, 541_909), {});
    expect(memoryLimitBytes).toBe(memoryLimitMb(basis) * 2 ** 20);
    expect(memoryBytes).toBeLessThan(memoryLimitBytes);
  });
});
