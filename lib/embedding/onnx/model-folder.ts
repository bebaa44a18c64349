import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { basename, join } from "node:path";
import { CladeError } from "../../core/errors.ts";

export type Pooling = "mean" | "first" | "last";
export type Precision = "fp32" | "int8";
export type Json = Readonly<Record<string, unknown>>;

/** What a folder in the hub's layout says of its encoder. */
export interface ModelFolder {
  readonly folder: string;
  readonly name: string;
  readonly dimension: number;
  /** Of the transformer, as config.json names it: bert, xlm-roberta, t5, qwen2, … */
  readonly family: string;
  readonly activation: string;
  readonly heads: number;
  readonly epsilon: number;
  readonly pooling: Pooling;
  readonly maxTokens: number;
  readonly pad: number;
  /** Put before every text; empty for most. */
  readonly prefix: string;
  readonly tokenizer: Json;
  readonly tokenizerConfig: Json;
  readonly files: Readonly<Partial<Record<Precision, string>>>;
}

const megabyte = 1024 * 1024;
/** XLM-R's tokenizer.json is 17 MB; protobuf ends at 2 GB. */
const limits = { config: megabyte, tokenizer: 64 * megabyte, model: 2 ** 31 - 1 };
const modelFiles = { fp32: "onnx/model.onnx", int8: "onnx/model_quantized.onnx" } as const;

/**
 * Reads a model folder (config.json, tokenizer.json, tokenizer_config.json, sentence_bert_config.json, modules.json,
 * 1_Pooling/config.json, config_sentence_transformers.json, onnx/…), as the hub lays it out. Truncation and padding that
 * tokenizer.json states are left aside: they are how the model was trained, not what it can take.
 * @throws MODEL_REFUSED with the file and what is wrong with it; MODEL_MISSING where there is no such folder.
 */
export function readModelFolder(folder: string): ModelFolder {
  const name = basename(folder);
  if (!existsSync(folder)) throw new CladeError("MODEL_MISSING", { model: name });
  const config = needObject(folder, "config.json", limits.config);
  const tokenizer = needObject(folder, "tokenizer.json", limits.tokenizer);
  if (!isObject(tokenizer.model)) throw refused("tokenizer.json", "it has no model");
  const tokenizerConfig = readObject(folder, "tokenizer_config.json", limits.config) ?? {};
  const sentence = readObject(folder, "sentence_bert_config.json", limits.config) ?? {};
  const prompts = readObject(folder, "config_sentence_transformers.json", limits.config) ?? {};
  const positions = optionalNumber(config.max_position_embeddings) ?? optionalNumber(config.n_positions);
  const family = String(config.model_type ?? "");
  // RoBERTa's kin count positions from the padding token's id + 1.
  const usable = positions && /roberta|camembert/.test(family) ? positions - 2 : positions;
  const stated = optionalNumber(sentence.max_seq_length) ?? optionalNumber(tokenizerConfig.model_max_length);
  return {
    folder,
    name,
    family,
    dimension: need(config, ["hidden_size", "d_model", "dim", "n_embd"]),
    activation: String(config.hidden_act ?? ""),
    heads: need(config, ["num_attention_heads", "num_heads", "n_heads", "n_head"]),
    epsilon: positive(config.layer_norm_eps) ?? positive(config.layer_norm_epsilon) ?? 1e-12,
    pooling: poolingOf(readObject(folder, "1_Pooling/config.json", limits.config)),
    maxTokens: Math.min(stated ?? 512, usable ?? 512),
    pad: optionalNumber(config.pad_token_id) ?? 0,
    prefix: defaultPrompt(prompts),
    tokenizer: { ...tokenizer, truncation: null, padding: null },
    tokenizerConfig,
    files: findModels(folder),
  };
}

/** A file of the folder, whole. @throws MODEL_REFUSED where it is no plain file, or too large. */
export function readModelBytes(folder: string, file: string): Uint8Array {
  return readWhole(folder, file, limits.model);
}

export function refused(file: string, problem: string): CladeError {
  return new CladeError("MODEL_REFUSED", { file, problem });
}

function findModels(folder: string): ModelFolder["files"] {
  const found = Object.entries(modelFiles).filter(([, file]) => existsSync(join(folder, file)));
  if (found.length === 0) throw refused("onnx", `neither ${modelFiles.fp32} nor ${modelFiles.int8} is there`);
  return Object.fromEntries(found);
}

function poolingOf(config: Json | undefined): Pooling {
  if (config === undefined || config.pooling_mode_mean_tokens === true) return "mean";
  if (config.pooling_mode_cls_token === true) return "first";
  if (config.pooling_mode_lasttoken === true) return "last";
  throw refused("1_Pooling/config.json", "its pooling is neither mean, nor the first, nor the last token");
}

/** What sentence-transformers puts before a text where nobody asks for another prompt. */
function defaultPrompt({ prompts, default_prompt_name: name }: Json): string {
  if (typeof name !== "string" || !isObject(prompts)) return "";
  const prompt = Object.hasOwn(prompts, name) ? prompts[name] : undefined;
  return typeof prompt === "string" ? prompt : "";
}

function needObject(folder: string, file: string, limit: number): Json {
  const value = readObject(folder, file, limit);
  if (value === undefined) throw refused(file, "it is missing");
  return value;
}

function readObject(folder: string, file: string, limit: number): Json | undefined {
  if (!existsSync(join(folder, file))) return undefined;
  const text = Buffer.from(readWhole(folder, file, limit)).toString("utf8");
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (error) {
    throw refused(file, `it is not JSON (${(error as Error).message.split("\n", 1)[0]})`);
  }
  throw refused(file, "it is not a JSON object");
}

function readWhole(folder: string, file: string, limit: number): Uint8Array {
  const path = join(folder, file);
  const handle = openSync(path, "r");
  try {
    const { size, isFile } = statOf(handle);
    if (!isFile) throw refused(file, "it is no plain file");
    if (size > limit) throw refused(file, `it has ${size} bytes, more than ${limit}`);
    const bytes = new Uint8Array(new ArrayBuffer(size));
    for (let done = 0; done < size; ) {
      const read = readSync(handle, bytes, done, Math.min(size - done, 1 << 30), done);
      if (read === 0) throw refused(file, "it was cut while it was read");
      done += read;
    }
    return bytes;
  } finally {
    closeSync(handle);
  }
}

function statOf(handle: number): { size: number; isFile: boolean } {
  const stat = fstatSync(handle);
  return { size: stat.size, isFile: stat.isFile() };
}

function need(config: Json, names: readonly string[]): number {
  const value = names.map((name) => optionalNumber(config[name])).find((found) => found !== undefined);
  if (value === undefined || value > 65_536) throw refused("config.json", `it states no usable ${names[0]}`);
  return value;
}

/** A whole number from 0; tokenizers without a limit state 1e30, which is none. */
function optionalNumber(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function positive(value: unknown): number | undefined {
  return typeof value === "number" && value > 0 && value < 1 ? value : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
