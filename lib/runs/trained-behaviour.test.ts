import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localWorkspace } from "../core/ids.ts";
import type { Progress } from "../core/stage.ts";
import type { BehaviourSummary } from "../embedding/schema.ts";
import { localStore } from "../platform/store.ts";
import { writeSample } from "../sample/write-sample.ts";
import { executeStage, type FinishedStage } from "./execute.ts";
import { noModels } from "./fixtures/no-models.ts";
import { completeConfig, detectTables, prepareRun } from "./prepare.ts";
import { parseConfig } from "./read-config.ts";
import { StageProcesses } from "./stage-processes.ts";
import { type StageEntry, type StageName, stagesOf } from "./stages.ts";

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clade-trained-"));
  await writeSample({ users: 300, days: 120, seed: 4, out: folder, only: ["transactions", "events"] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Watch = (stage: string, sentence: string, kill: () => void) => void;

/** A run with a short behaviour model, as far as `last`; its behaviour stage's files, and what they say. */
async function run(
  store: string,
  behaviour: Readonly<Record<string, unknown>> = {},
  watch: Watch = () => undefined,
  last: StageName = "behaviour",
) {
  const asked = parseConfig({
    embedding: { behaviour: { encoder: "transformer", length: 4, epochs: 1, dimensions: 4, ...behaviour } },
    clustering: { k: 3 },
    evaluation: { nullClouds: 0 },
  });
  const files = ["transactions.csv", "events.csv"].map((name) => join(folder, name));
  const tables = await detectTables(asked, files);
  const { signal } = new AbortController();
  const processes = new StageProcesses(1);
  const take = processes.take.bind(processes);
  let kill: () => void = () => undefined;
  processes.take = (stage, bytes) => {
    const child = take(stage, bytes);
    kill = () => child.kill();
    return child;
  };
  const prepared = await prepareRun(completeConfig(asked, tables), tables, noModels, signal);
  const host = {
    ...{ workspace: localWorkspace, store: localStore(join(folder, store)), threads: 1, signal, processes },
    onProgress: ({ name }: StageEntry, { sentence }: Progress) => watch(name, sentence.en, kill),
  };
  const finished = new Map<StageName, FinishedStage>();
  try {
    for (const stage of stagesOf("segment", prepared.config)) {
      finished.set(stage.name, await executeStage(stage, prepared, finished, host));
      if (stage.name === last) break;
    }
  } finally {
    processes.end();
  }
  const at = finished.get("behaviour")?.folder ?? "";
  const bytes = (name: string) => readFileSync(join(at, name), "latin1");
  return { at, bytes, summary: JSON.parse(bytes("block.json")) as BehaviourSummary };
}

const stepOf = (sentence: string) => Number(/step (\d+)/.exec(sentence)?.[1] ?? -1);

describe("a behaviour encoder", () => {
  test("killed in the middle of training goes on, and ends in the same bytes; another run then uses it untrained", async () => {
    const whole = await run("whole", {}, () => undefined, "segments");
    expect(whole.summary.isTrainedHere).toBe(true);
    expect(whole.summary.int8?.cosine).toBeGreaterThan(0.95);

    const killed = run("killed", {}, (stage, sentence, kill) => {
      if (stage === "behaviour" && stepOf(sentence) >= 150) kill();
    });
    await expect(killed).rejects.toMatchObject({ code: expect.stringMatching(/STAGE_KILLED|OUT_OF_MEMORY/) });
    const steps: number[] = [];
    const resumed = await run("killed", {}, (stage, sentence) => {
      if (stage === "behaviour" && stepOf(sentence) >= 0) steps.push(stepOf(sentence));
    });
    expect(Math.min(...steps)).toBeGreaterThan(100);
    const names = readdirSync(whole.at).filter((name) => name !== "receipt.json");
    expect(names).toEqual(expect.arrayContaining(["block.f32", "encoder.int8.onnx", "encoder.onnx", "vectors.f32"]));
    for (const name of names) expect(resumed.bytes(name)).toBe(whole.bytes(name));

    const from = join(whole.at, "encoder.onnx");
    const again = await run("whole", { from, length: 99 }, (stage, sentence) => {
      if (stage === "behaviour") expect(sentence).not.toContain("Training");
    });
    expect(again.bytes("vectors.f32")).toBe(whole.bytes("vectors.f32"));
    expect(again.summary).toEqual({ ...whole.summary, isTrainedHere: false });
    const student = await run("whole", { student: true });
    expect(student.summary.student?.cosine).toBeGreaterThan(0.8);
    expect(student.bytes("vectors.f32") === whole.bytes("vectors.f32")).toBe(!student.summary.student?.isUsed);

    const int8 = await run("whole", { from, precision: "int8" });
    expect(int8.bytes("vectors.f32")).not.toBe(whole.bytes("vectors.f32"));
    expect(int8.bytes("encoder.onnx")).toBe(whole.bytes("encoder.onnx"));
  }, 240_000);

  test("that is not there, or is something else, is refused", async () => {
    await expect(run("whole", { from: join(folder, "nothing.onnx") })).rejects.toMatchObject({ code: "MODEL_MISSING" });
    await expect(run("whole", { from: join(folder, "events.csv") })).rejects.toMatchObject({
      code: "MODEL_UNREADABLE",
    });
  });
});
