import { describe, expect, it } from "vitest";
import { mergeChanges, withFixed } from "./merge-changes.ts";
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

  it("keep what people decided with another algorithm, and are refused where it cannot keep to that", () => {
    const fixed = [{ name: "VIP", where: [{ feature: "monetary", atLeast: 1000 }] }];
    const pairs = [{ apart: ["a", "b"] }];
    const ruled = parseConfig({ clustering: { k: 5, largest: 0.3, fixed, pairs } });
    const rerun = (clustering: Record<string, unknown>) => parseConfig(mergeChanges(ruled, { clustering })).clustering;
    expect(rerun({ k: 6 })).toEqual({ ...ruled.clustering, k: 6 });
    const refusal = (path: string) =>
      expect.objectContaining({ code: "BAD_CONFIG", details: expect.objectContaining({ path }) });
    expect(() => rerun({ algorithm: "hdbscan" })).toThrow(refusal("clustering.largest"));
    expect(() => rerun({ algorithm: "gaussian-mixture", largest: null })).toThrow(refusal("clustering.pairs"));
    expect(() => rerun({ algorithm: "hdbscan", largest: null })).toThrow("choose one that can: k-means");
    const backs = { largest: null, pairs: null };
    expect(rerun({ algorithm: "gaussian-mixture", ...backs })).toMatchObject({ k: 5, fixed });
    expect(rerun({ algorithm: "hdbscan", ...backs })).toMatchObject({ fixed });
    expect(rerun({ algorithm: "hdbscan", ...backs })).not.toHaveProperty("pairs");
    expect(rerun({ fixed: [] }).fixed).toEqual([]);
    expect(rerun({ fixed: null, pairs: null })).not.toHaveProperty("fixed");
  });

  it("ask of another algorithm only what was set", () => {
    const plain = parseConfig({ clustering: { k: 5, smallest: 0, largest: 1, pairs: [], fixed: [] } });
    const merged = parseConfig(mergeChanges(plain, { clustering: { algorithm: "hdbscan" } })).clustering;
    expect(merged).toMatchObject({ algorithm: "hdbscan", k: "auto" });
  });

  it("fix one segment more, which a number that was asked for counted", () => {
    const vip = { name: "VIP", users: ["1"] };
    const after = (clustering: object) => {
      const old = parseConfig({ clustering });
      return parseConfig(mergeChanges(old, { clustering: withFixed(old.clustering, vip) })).clustering;
    };
    const staff = { name: "Staff", users: ["2"] };
    expect(after({ k: 5, fixed: [staff] })).toMatchObject({ k: 4, fixed: [staff, vip] });
    expect(after({ k: 2 })).toMatchObject({ k: 2, fixed: [vip] });
    expect(after({ kMin: 4, kMax: 6 })).toMatchObject({ k: "auto", kMin: 4, kMax: 6 });
    expect(after({ algorithm: "hdbscan" })).toMatchObject({ algorithm: "hdbscan", fixed: [vip] });
  });

  it("are checked once merged", () => {
    expect(() => merge({ embedding: { text: { words: 1 } } })).toThrow("embedding.text.words");
  });
});
