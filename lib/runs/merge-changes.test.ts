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

  it("are checked once merged", () => {
    expect(() => merge({ embedding: { text: { words: 1 } } })).toThrow("embedding.text.words");
  });
});
