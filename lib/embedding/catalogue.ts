import type { Localised } from "../core/localised.ts";
import type { Pooling, Precision } from "./onnx/model-folder.ts";

/** An encoder that Clade recommends. Where a download differs from a file's SHA-256, it is thrown away. */
export interface CataloguedEncoder {
  readonly id: string;
  /** Repository on the hub. */
  readonly repository: string;
  readonly languages: "en" | "zh" | "multilingual";
  readonly licence: "Apache-2.0" | "MIT";
  readonly dimension: number;
  readonly maxTokens: number;
  readonly pooling: Pooling;
  /** Put before every text that is clustered; the model was trained with it. */
  readonly prefix: string;
  /** Rounded, in MB: what a download costs. */
  readonly megabytes: Readonly<Record<Precision, number>>;
  /** File → SHA-256, where the file is known; others are recorded at the first download and checked from then on. */
  readonly sha256: Readonly<Record<string, string>>;
  readonly help: Localised;
}

/** Read to learn the layout; the model's own file comes on top. Files marked so may be missing. */
export const catalogueFiles: readonly { readonly name: string; readonly isOptional: boolean }[] = [
  { name: "config.json", isOptional: false },
  { name: "tokenizer.json", isOptional: false },
  { name: "tokenizer_config.json", isOptional: false },
  { name: "sentence_bert_config.json", isOptional: true },
  { name: "config_sentence_transformers.json", isOptional: true },
  { name: "modules.json", isOptional: true },
  { name: "1_Pooling/config.json", isOptional: true },
];

export const catalogue: readonly CataloguedEncoder[] = [
  {
    id: "all-MiniLM-L6-v2",
    repository: "Xenova/all-MiniLM-L6-v2",
    languages: "en",
    licence: "Apache-2.0",
    dimension: 384,
    maxTokens: 256,
    pooling: "mean",
    prefix: "",
    megabytes: { fp32: 90, int8: 23 },
    sha256: { "onnx/model_quantized.onnx": "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1" },
    help: {
      en: "Small and fast; English only. The usual first choice.",
      zh: "小而快，仅支持英文，通常的首选。",
    },
  },
  {
    id: "bge-small-zh-v1.5",
    repository: "Xenova/bge-small-zh-v1.5",
    languages: "zh",
    licence: "MIT",
    dimension: 512,
    maxTokens: 512,
    pooling: "first",
    prefix: "",
    megabytes: { fp32: 95, int8: 24 },
    sha256: { "onnx/model_quantized.onnx": "15b717c382bcb518ba457b93ea6850ede7f4f1cd8937454aa06972366cd19bcc" },
    help: {
      en: "Chinese; weak at English. The usual first choice for Chinese reviews.",
      zh: "面向中文，英文较弱。中文评价的首选。",
    },
  },
  {
    id: "bge-small-en-v1.5",
    repository: "Xenova/bge-small-en-v1.5",
    languages: "en",
    licence: "MIT",
    dimension: 384,
    maxTokens: 512,
    pooling: "first",
    prefix: "",
    megabytes: { fp32: 133, int8: 34 },
    sha256: {},
    help: {
      en: "English, twice as deep as MiniLM: somewhat finer, half as fast.",
      zh: "英文模型，层数是 MiniLM 的两倍：更细致，速度约为一半。",
    },
  },
  {
    id: "gte-small",
    repository: "Xenova/gte-small",
    languages: "en",
    licence: "MIT",
    dimension: 384,
    maxTokens: 512,
    pooling: "mean",
    prefix: "",
    megabytes: { fp32: 133, int8: 34 },
    sha256: {},
    help: {
      en: "English; takes longer texts than MiniLM.",
      zh: "英文模型，可读取比 MiniLM 更长的文本。",
    },
  },
  {
    id: "multilingual-e5-small",
    repository: "Xenova/multilingual-e5-small",
    languages: "multilingual",
    licence: "MIT",
    dimension: 384,
    maxTokens: 512,
    pooling: "mean",
    prefix: "query: ",
    megabytes: { fp32: 470, int8: 118 },
    sha256: {},
    help: {
      en: "A hundred languages in one space: texts in English and Chinese can be compared.",
      zh: "上百种语言共用一个向量空间：中英文文本可以直接比较。",
    },
  },
  {
    id: "paraphrase-multilingual-MiniLM-L12-v2",
    repository: "Xenova/paraphrase-multilingual-MiniLM-L12-v2",
    languages: "multilingual",
    licence: "Apache-2.0",
    dimension: 384,
    maxTokens: 128,
    pooling: "mean",
    prefix: "",
    megabytes: { fp32: 470, int8: 118 },
    sha256: {},
    help: {
      en: "Fifty languages; for short texts such as titles and questions.",
      zh: "支持五十种语言，适合标题、提问等短文本。",
    },
  },
];

export function findEncoder(id: string): CataloguedEncoder | undefined {
  return catalogue.find((encoder) => encoder.id === id);
}
