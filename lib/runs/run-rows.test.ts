import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConfig } from "./read-config.ts";
import { eventOf, type RunRow, runDetailDto, runDto } from "./run-rows.ts";
import { type StageName, stagesOf } from "./stages.ts";

const day = new Date("2026-03-01T12:00:00Z");

function row(change: Record<string, unknown> = {}): RunRow & { receipts: never[] } {
  return {
    ...{ id: "r1", workspaceId: "w", number: 3, datasetId: "d", versionId: "v", rerunOf: null, attempts: 1 },
    ...{ kind: "segment", status: "running", stage: "clustering", progress: { fraction: 0.5 }, error: null },
    ...{ config: parseConfig({}), summary: null, keys: {}, createdAt: day, startedAt: day, finishedAt: null },
    dataset: { name: "Shop", versions: [{ number: 4 }] },
    version: { number: 2 },
    receipts: [],
    ...change,
  } as unknown as RunRow & { receipts: never[] };
}

describe("how far a run has come", () => {
  const names = stagesOf("segment", parseConfig({})).map(({ name }) => name);
  const at = (stage: StageName | null, fraction: number, status = "running") =>
    eventOf(row({ stage, status, progress: { fraction } })).fraction;

  test("is the usual shares of the stages before, and of the one at work as far as that has come", () => {
    expect(at("ingest", 0)).toBe(0);
    const weights = stagesOf("segment", parseConfig({})).map(({ weight }) => weight);
    const [reading = 0, features = 0, clustering = 0] = weights;
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    expect(at("clustering", 0.5)).toBeCloseTo((reading + features + clustering / 2) / all, 12);
    expect(at("segments", 0)).toBeCloseTo(1 - (weights.at(-1) ?? 0) / all, 12);
  });

  test("never runs back on its way, and is done only when it is", () => {
    const steps = names.flatMap((name) => [0, 0.3, 1].map((fraction) => at(name, fraction)));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(at("segments", 1)).toBe(0.99);
    expect(at("segments", 1, "done")).toBe(1);
  });

  test("is 0 before anything began, and stays a share whatever the row says", () => {
    expect(eventOf(row({ stage: null, status: "queued", progress: null })).fraction).toBe(0);
    const config = { embedding: { text: { encoder: "embedded" } }, evaluation: { outOfTime: true } };
    fc.assert(
      fc.property(fc.constantFrom(...names, "gone"), fc.double({ min: 0, max: 1, noNaN: true }), (stage, fraction) => {
        for (const kind of ["segment", "ingest"]) {
          const event = eventOf(row({ kind, stage, progress: { fraction }, config: parseConfig(config) }));
          expect(event.fraction >= 0 && event.fraction < 1).toBe(true);
        }
      }),
    );
  });
});

describe("a run in a list", () => {
  test("shows what was asked for until there is a result, and then what was found", () => {
    const asked = runDto(row({ config: parseConfig({ clustering: { k: 5 } }) }));
    expect(asked).toMatchObject({
      k: 5,
      verdict: null,
      segments: null,
      users: null,
      silhouette: null,
      finishedAt: null,
    });
    const sentence = { en: "Weak.", zh: "弱。" };
    const summary = { k: 4, verdict: { sentence }, segments: [{}, {}], users: 900, silhouette: { mean: 0.3 } };
    expect(runDto(row({ summary, finishedAt: day }))).toMatchObject({
      ...{ k: 4, verdict: sentence, segments: 2, users: 900, silhouette: 0.3, finishedAt: "2026-03-01T12:00:00.000Z" },
    });
  });

  test("knows whether newer data have come, and survives a version that was deleted", () => {
    expect(runDto(row())).toMatchObject({ version: 2, newestVersion: 4, datasetName: "Shop" });
    expect(runDto(row({ version: null, dataset: { name: "Shop", versions: [] } }))).toMatchObject({
      ...{ version: null, newestVersion: null },
    });
  });

  test("says what went wrong in both languages, without the server's folders", () => {
    const { error } = runDto(row({ status: "failed", error: { code: "FILE_EMPTY", details: { file: "orders.csv" } } }));
    expect(error?.code).toBe("FILE_EMPTY");
    expect(error?.detail.en).toContain("orders.csv");
    expect(error?.detail.zh).toMatch(/[一-鿿]/);
  });

  test("tells its own id once, and neither its keys nor its workspace", () => {
    const dto = runDto(row());
    for (const secret of ["keys", "workspaceId", "runId", "attempt", "leaseUntil"])
      expect(dto).not.toHaveProperty(secret);
  });
});

test("receipts stand in the order of the chain, of stages that are no more too", () => {
  const receipt = (stage: string) => ({
    stage,
    reused: false,
    milliseconds: 5,
    peakRssBytes: 2n ** 33n,
    finishedAt: day,
  });
  const receipts = ["segments", "ingest", "features"].map(receipt);
  const detail = runDetailDto({ ...row(), receipts: receipts as never[] });
  expect(detail.receipts.map(({ stage }) => stage)).toEqual(["ingest", "features", "segments"]);
  expect(detail.receipts[0]).toMatchObject({ peakRssBytes: 8_589_934_592, label: { zh: "读取文件" } });
  const old = runDetailDto({ ...row(), receipts: [receipt("retired")] as never[] });
  expect(old.receipts[0]?.label).toEqual({ en: "retired", zh: "retired" });
  expect(detail.stages.map(({ name }) => name)).toEqual(stagesOf("segment", parseConfig({})).map(({ name }) => name));
});
