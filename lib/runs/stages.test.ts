import { describe, expect, test } from "vitest";
import { localWorkspace } from "../core/ids.ts";
import type { IngestParams } from "../ingest/schema.ts";
import { stageKey } from "./execute.ts";
import { parseConfig } from "./read-config.ts";
import type { RunConfig } from "./schema.ts";
import type { RunContent } from "./stage-params.ts";
import { processes, type StageName, stageAfter, stages, stagesOf } from "./stages.ts";

const ingest = (folder: string): IngestParams =>
  ({
    tables: [{ files: [`${folder}/orders.csv`], columns: [] }],
    hashes: [["abc"]],
    personal: "apart",
  }) as unknown as IngestParams;

const everything = {
  embedding: { text: { encoder: "embedded" }, behaviour: { encoder: "transformer" } },
  evaluation: { labels: { column: "churn" }, outOfTime: true, umap: {} },
};

function contentOf(config: unknown, change: Partial<RunContent> = {}): RunContent {
  return { config: parseConfig(config), ingest: ingest("a"), text: { model: null, endpoint: null }, ...change };
}

/** The key of every stage of a run, as the chain would make them. */
function keysOf(content: RunContent): ReadonlyMap<StageName, string> {
  const keys = new Map<StageName, string>();
  for (const stage of stagesOf("segment", content.config)) {
    const inputs = Object.fromEntries(
      stage.inputs.flatMap((name) => (keys.has(name) ? [[name, keys.get(name) ?? ""]] : [])),
    );
    keys.set(stage.name, stageKey(localWorkspace, stage, (stage.keyParams ?? stage.params)(content), inputs));
  }
  return keys;
}

/** Stages that are worked on anew where the second run follows the first. */
function workedAgain(before: RunContent, after: RunContent): StageName[] {
  const [old, anew] = [keysOf(before), keysOf(after)];
  return [...anew].filter(([name, key]) => old.get(name) !== key).map(([name]) => name);
}

/** A stage and all that read it, directly or not. */
function downstream(of: StageName, config: RunConfig): StageName[] {
  const found = new Set<StageName>([of]);
  for (const { name, inputs } of stagesOf("segment", config))
    if (inputs.some((input) => found.has(input))) found.add(name);
  return [...found];
}

describe("the chain", () => {
  test("reads nothing that comes later, and every name stands once", () => {
    for (const [at, { inputs }] of stages.entries())
      for (const input of inputs) expect(stages.findIndex(({ name }) => name === input)).toBeLessThan(at);
    expect(stages.every(({ inputs }) => inputs.every((input) => stages.some(({ name }) => name === input)))).toBe(true);
    expect(new Set(processes.map(({ name }) => name)).size).toBe(processes.length);
  });

  test("of a plain run has no block, no labels and no later time; of a full one it has all", () => {
    const plain = stagesOf("segment", parseConfig({})).map(({ name }) => name);
    expect(plain).toEqual(["ingest", "features", "clustering", "evaluation", "segments"]);
    const full = stagesOf("segment", parseConfig(everything)).map(({ name }) => name);
    expect(full).toEqual(stages.map(({ name }) => name).filter((name) => name !== "adapt"));
  });

  test("of a reading ends with the features, whatever else is asked for", () => {
    const config = parseConfig(everything);
    expect(stagesOf("ingest", config).map(({ name }) => name)).toEqual(["ingest", "features"]);
    expect(stageAfter("ingest", config, "features")).toBeUndefined();
    expect(stageAfter("segment", config, "segments")).toBeUndefined();
    expect(stageAfter("segment", parseConfig({}), "features")?.name).toBe("clustering");
  });
});

describe("what is worked on again", () => {
  const before = contentOf(everything);

  test("is nothing where nothing changed, or where only the folder of the files did", () => {
    expect(workedAgain(before, contentOf(everything))).toEqual([]);
    expect(workedAgain(before, contentOf(everything, { ingest: ingest("/elsewhere") }))).toEqual([]);
  });

  test("is everything where the files' bytes did", () => {
    const other = { ...ingest("a"), hashes: [["abd"]] } as unknown as IngestParams;
    expect(workedAgain(before, contentOf(everything, { ingest: other }))).toEqual([...keysOf(before).keys()]);
  });

  test.each<readonly [string, object, StageName[]]>([
    ["k", { ...everything, clustering: { k: 5 } }, ["clustering", "labels"]],
    ["the range of k", { ...everything, clustering: { kMax: 7 } }, ["clustering"]],
    ["null clouds", { ...everything, evaluation: { ...everything.evaluation, nullClouds: 7 } }, ["evaluation"]],
    ["a treatment", { ...everything, features: { treatments: { recency: { use: false } } } }, ["features"]],
    [
      "a block's weight",
      { ...everything, embedding: { ...everything.embedding, text: { encoder: "embedded", weight: 2 } } },
      ["fusion", "labels", "contribution", "usefulness"],
    ],
  ])("by %s is its own stage and what reads it, no more", (_, config, own) => {
    const after = contentOf(config);
    const wanted = new Set(own.flatMap((name) => downstream(name, after.config)));
    expect(new Set(workedAgain(before, after))).toEqual(wanted);
  });

  test("by a distance over gaps are the features: those that more people lack come in", () => {
    const tree = (distance: string) => ({ clustering: { algorithm: "hierarchical", linkage: "average", distance } });
    const featuresOf = (config: object) => stages.find(({ name }) => name === "features")?.params(contentOf(config));
    expect(featuresOf(tree("gower"))).toMatchObject({ keepsGaps: true });
    expect(featuresOf(tree("euclidean"))).not.toHaveProperty("keepsGaps");
    expect(featuresOf({})).not.toHaveProperty("keepsGaps");
  });

  test("by the weight of a block is neither its encoding nor its training: those take the minutes", () => {
    const heavier = {
      text: { encoder: "embedded", weight: 2 },
      behaviour: { encoder: "transformer", weight: 3, dimensions: 4 },
    };
    const again = workedAgain(before, contentOf({ ...everything, embedding: heavier }));
    expect(again).not.toContain("text");
    expect(again).not.toContain("behaviour");
  });

  test("by another seed is all that draws: not the reading, nor the features", () => {
    const again = workedAgain(before, contentOf({ ...everything, seed: 43 }));
    expect(again).not.toContain("ingest");
    expect(again).not.toContain("features");
    expect(again).toEqual(expect.arrayContaining(["text", "behaviour", "clustering", "evaluation", "segments"]));
  });

  test("never is another workspace's: a key says whose it is", () => {
    const [first] = stages;
    if (!first) throw new Error("no stages");
    const other = "another" as typeof localWorkspace;
    expect(stageKey(other, first, {}, {})).not.toBe(stageKey(localWorkspace, first, {}, {}));
  });
});
