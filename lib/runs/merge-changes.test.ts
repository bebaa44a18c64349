import { describe, expect, it } from "vitest";
import { mergeChanges } from "./merge-changes.ts";
import { parseConfig } from "./read-config.ts";
import type { RerunRun } from "./schema.ts";

const before = parseConfig({
  features: { treatments: { recency: { use: false } } },
  embedding: { text: { encoder: "tf-idf", pooling: "recent" }, behaviour: { encoder: "transformer", epochs: 3 } },
  evaluation: { labels: { column: "plan", folds: 4 } },
});
const merge = (changes: RerunRun["changes"]) => parseConfig(mergeChanges(before, changes));

describe("a rerun's changes", () => {
  it("are none where none are asked for", () => {
    expect(merge({})).toEqual(before);
  });

  it("leave what stands beside them, however deep", () => {
    const { embedding, evaluation } = merge({
      embedding: { text: { dimensions: 8 }, behaviour: { weight: 2 } },
      evaluation: { labels: { folds: 7 } },
    });
    expect(embedding.text).toEqual({ ...before.embedding.text, dimensions: 8 });
    expect(embedding.behaviour).toEqual({ ...before.embedding.behaviour, weight: 2 });
    expect(evaluation.labels).toMatchObject({ column: "plan", folds: 7 });
  });

  it("take settings back by null, and entries of features by leaving them out", () => {
    expect(merge({ evaluation: { labels: null } }).evaluation.labels).toBeNull();
    expect(merge({ features: { treatments: {} } }).features.treatments).toEqual({});
  });

  it("keep fixed segments with another algorithm, and pairs where it keeps to them", () => {
    const fixed = [{ name: "VIP", where: [{ feature: "monetary", atLeast: 1000 }] }];
    const ruled = parseConfig({ clustering: { k: 5, largest: 0.3, fixed, pairs: [{ apart: ["a", "b"] }] } });
    const rerun = (clustering: Record<string, unknown>) => parseConfig(mergeChanges(ruled, { clustering })).clustering;
    expect(rerun({ k: 6 })).toEqual({ ...ruled.clustering, k: 6 });
    expect(rerun({ algorithm: "gaussian-mixture" })).toMatchObject({ k: 5, fixed });
    expect(rerun({ algorithm: "hdbscan" })).toMatchObject({ fixed });
    expect(rerun({ algorithm: "hdbscan" })).not.toHaveProperty("pairs");
    expect(rerun({ fixed: [] }).fixed).toEqual([]);
  });

  it("are checked once merged", () => {
    expect(() => merge({ embedding: { text: { words: 1 } } })).toThrow("embedding.text.words");
  });
});
