import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CladeError } from "../../core/errors.ts";
import { encodeModel } from "../../nn/onnx/encode.ts";
import { inspectModel } from "./inspect-model.ts";
import { readModelBytes, readModelFolder, refused } from "./model-folder.ts";
import { quantiseExport } from "./quantise-export.ts";

export interface QuantisedFolder {
  readonly model: string;
  readonly bytes: number;
  readonly quantisedBytes: number;
}

/** Everything of a folder but its models, as the hub lays it out. */
const kept = [
  ...["config.json", "tokenizer.json", "tokenizer_config.json", "sentence_bert_config.json", "modules.json"],
  ...["special_tokens_map.json", "config_sentence_transformers.json", "1_Pooling", "LICENSE"],
];

/**
 * Writes a copy of a model folder whose one model is the fp32 one in int8. The folder appears as a whole.
 * @throws MODEL_REFUSED where there is no fp32 model; FILE_UNREADABLE where `into` is there already
 */
export async function quantiseFolder(folder: string, into: string): Promise<QuantisedFolder> {
  const model = readModelFolder(folder);
  const file = model.files.fp32;
  if (file === undefined) throw refused("onnx", "there is no fp32 model in it to quantise");
  const bytes = readModelBytes(folder, file);
  const quantised = encodeModel(quantiseExport(inspectModel(bytes, file, model.dimension)));
  const draft = `${into}.${process.pid}`;
  try {
    await mkdir(join(draft, "onnx"), { recursive: true });
    await writeFile(join(draft, "onnx/model_quantized.onnx"), quantised);
    for (const name of kept) await cp(join(folder, name), join(draft, name), { recursive: true }).catch(ignoreMissing);
    await rename(draft, into);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw new CladeError("FILE_UNREADABLE", {
      file: into,
      problem: `it cannot be written (${(error as Error).message})`,
    });
  }
  return { model: model.name, bytes: bytes.length, quantisedBytes: quantised.length };
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
