import type { Localised } from "../../core/localised.ts";
import type { TextEncoderId } from "../schema.ts";

export interface DescribedEncoder {
  readonly id: Exclude<TextEncoderId, "none">;
  readonly label: Localised;
  readonly help: Localised;
  /** model: one of Settings; teacher: the same, or the bundled one; endpoint: a configured one. */
  readonly needs: "nothing" | "model" | "teacher" | "endpoint";
}

/** The registry's entries in words, in the order of the form: known to hosts that load no engine. */
export const describedEncoders: readonly DescribedEncoder[] = [
  {
    id: "embedded",
    needs: "nothing",
    label: { en: "Bundled offline model", zh: "内置离线模型" },
    help: {
      en: "English and Chinese, no download: a small model taught by larger ones on shop reviews and service requests. Other languages by their words only.",
      zh: "支持中英文，无需下载：由更大的模型在商品评价与客服咨询上蒸馏而成的小模型。其他语言只能按字词处理。",
    },
  },
  {
    id: "student",
    needs: "teacher",
    label: { en: "Domain student", zh: "蒸馏嵌入模型（学生模型）" },
    help: {
      en: "A large model reads a sample of your texts, a small one learns to stand in for it and reads the rest, far faster. Refused where it learns too poorly.",
      zh: "大模型先阅读部分文本，小模型学会后代为处理其余文本，速度快得多；若学得不够好则不采用。",
    },
  },
  {
    id: "onnx",
    needs: "model",
    label: { en: "Pre-trained encoder (ONNX)", zh: "预训练编码器（ONNX）" },
    help: {
      en: "A transformer of the catalogue or a folder of yours reads every text; understands meaning, not only words.",
      zh: "由目录或您自己文件夹中的 Transformer 模型逐条阅读；理解语义，而不只是字词。",
    },
  },
  {
    id: "tf-idf",
    needs: "nothing",
    label: { en: "Words (TF-IDF)", zh: "词频（TF-IDF）" },
    help: {
      en: "Which words somebody uses, rare ones counting more, cut to 100 dimensions. Fast; sees words, not meaning.",
      zh: "依据用词：越少见的词权重越高，并压缩到 100 维。速度快，但只看字词，不懂语义。",
    },
  },
  {
    id: "word2vec",
    needs: "nothing",
    label: { en: "Words in context (Word2Vec)", zh: "词向量（Word2Vec）" },
    help: {
      en: "Learns from the shop's own texts which words are used alike. Needs some 10,000 texts to be worth it.",
      zh: "从店铺自己的文本中学习哪些词用法相近。约一万条以上文本才有意义。",
    },
  },
  {
    id: "endpoint",
    needs: "endpoint",
    label: { en: "Embeddings endpoint", zh: "嵌入接口" },
    help: {
      en: "A service that speaks the OpenAI /embeddings protocol. Texts leave this machine; cost and text are shown before.",
      zh: "兼容 OpenAI /embeddings 协议的服务。文本会离开本机，发送前会显示费用和内容。",
    },
  },
];
