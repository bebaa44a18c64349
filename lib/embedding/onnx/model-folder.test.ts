import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tinyFolder } from "./fixtures/tiny-bert.ts";
import { readModelBytes, readModelFolder } from "./model-folder.ts";

describe("a folder in the hub's layout", () => {
  it("says what its files say", () => {
    expect(readModelFolder(tinyFolder())).toMatchObject({
      ...{ name: "tiny", dimension: 8, family: "bert", heads: 2, pooling: "mean", maxTokens: 16, prefix: "" },
      files: { fp32: "onnx/model.onnx" },
    });
  });

  it("takes the limit of sentence_bert_config.json, never past the model's positions", () => {
    expect(readModelFolder(tinyFolder({ sentence: { max_seq_length: 9 } })).maxTokens).toBe(9);
    expect(readModelFolder(tinyFolder({ sentence: { max_seq_length: 512 } })).maxTokens).toBe(16);
    expect(readModelFolder(tinyFolder({ config: { model_type: "xlm-roberta" } })).maxTokens).toBe(14);
  });

  it.each([
    [{ pooling_mode_cls_token: true }, "first"],
    [{ pooling_mode_lasttoken: true }, "last"],
  ])("reads pooling %j as %s", (pooling, expected) => {
    expect(readModelFolder(tinyFolder({ pooling })).pooling).toBe(expected);
  });

  it("drops the truncation and padding that tokenizer.json carries", () => {
    expect(readModelFolder(tinyFolder()).tokenizer).toMatchObject({ truncation: null, padding: null });
  });

  it("puts only the default prompt before texts, and none called __proto__", () => {
    const prompts = { query: "query: ", document: "" };
    expect(readModelFolder(tinyFolder({ prompts: { prompts } })).prefix).toBe("");
    expect(readModelFolder(tinyFolder({ prompts: { prompts, default_prompt_name: "query" } })).prefix).toBe("query: ");
    expect(readModelFolder(tinyFolder({ prompts: { prompts, default_prompt_name: "__proto__" } })).prefix).toBe("");
  });
});

describe("a hostile folder", () => {
  const broken = (change: (folder: string) => void) => {
    const folder = tinyFolder();
    change(folder);
    return () => readModelFolder(folder);
  };

  it.each<[string, (folder: string) => void, RegExp]>([
    ["a config cut in the middle", (f) => truncateSync(join(f, "config.json"), 20), /^config\.json .* not JSON/],
    ["a list for a config", (f) => writeFileSync(join(f, "config.json"), "[1]"), /^config\.json .* not a JSON object/],
    ["a huge config", (f) => truncateSync(join(f, "config.json"), 2e6), /^config\.json .* 2000000 bytes/],
    ["no tokenizer", (f) => rmSync(join(f, "tokenizer.json")), /^tokenizer\.json .* missing/],
    ["an empty tokenizer", (f) => writeFileSync(join(f, "tokenizer.json"), "{}"), /^tokenizer\.json .* no model/],
    ["no model", (f) => rmSync(join(f, "onnx/model.onnx")), /^onnx is refused: neither/],
    [
      "an odd pooling",
      (f) => writeFileSync(join(f, "1_Pooling/config.json"), "{}"),
      /^1_Pooling\/config\.json .* pooling/,
    ],
    [
      "a width of nothing",
      (f) => writeFileSync(join(f, "config.json"), '{"num_heads": 1}'),
      /^config\.json .* hidden_size/,
    ],
    ["a width past reason", (f) => writeFileSync(join(f, "config.json"), '{"hidden_size": 1e9}'), /hidden_size/],
  ])("with %s is refused by file and reason", (_, change, sentence) => {
    expect(broken(change)).toThrow(sentence);
    expect(broken(change)).toThrow(expect.objectContaining({ code: "MODEL_REFUSED" }));
  });

  it("cannot make a device or a folder be read as a model", () => {
    const folder = tinyFolder();
    rmSync(join(folder, "onnx/model.onnx"));
    symlinkSync("/dev/zero", join(folder, "onnx/model.onnx"));
    expect(() => readModelBytes(folder, "onnx/model.onnx")).toThrow("it is no plain file");
    mkdirSync(join(folder, "onnx/model_quantized.onnx"));
    expect(() => readModelBytes(folder, "onnx/model_quantized.onnx")).toThrow("it is no plain file");
  });

  it("that is not there is a clear state", () => {
    expect(() => readModelFolder(join(tinyFolder(), "elsewhere"))).toThrow(/elsewhere is not on this machine/);
  });
});
