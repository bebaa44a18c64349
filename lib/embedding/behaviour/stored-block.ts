import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StageContext } from "../../core/stage.ts";
import { openKernels } from "../../kernels/pool.ts";
import { writeNumbers } from "../../platform/number-file.ts";
import { blockWidth, reduceBlock } from "../reduce-block.ts";
import type { BehaviourSummary } from "../schema.ts";
import { encodeUsers } from "./encode-users.ts";
import { writeEncoder } from "./encoder-file.ts";
import type { BehaviourEncoder } from "./pretrain.ts";
import type { Sequences } from "./sequences.ts";

interface BlockOptions {
  readonly precision: "fp32" | "int8";
}

/** Encodes every user by a trained encoder and leaves what the stage promises, but for the encoder's own files. */
export async function encodeBlock(
  encoder: BehaviourEncoder,
  sequences: Sequences,
  { precision }: BlockOptions,
  about: Omit<BehaviourSummary, "columns" | "covered" | "dimension" | "shares">,
  { out, threads, progress }: StageContext,
): Promise<void> {
  progress({ fraction: 0.95, sentence: { en: "Encoding users", zh: "正在编码用户" } });
  const vectors = await encodeUsers(writeEncoder(encoder, { precision }), encoder.shape, sequences, { threads });
  const kernels = await openKernels({ threads });
  try {
    const block = reduceBlock(kernels, vectors, blockWidth);
    writeNumbers(join(out, "vectors.f32"), vectors.data);
    writeNumbers(join(out, "block.f32"), block.matrix.data);
    const summary: BehaviourSummary = {
      ...about,
      columns: Array.from({ length: block.matrix.cols }, (_, j) => `behaviour ${j + 1}`),
      covered: block.covered,
      dimension: vectors.cols,
      shares: block.shares,
    };
    writeFileSync(join(out, "block.json"), JSON.stringify(summary));
  } finally {
    await kernels.close();
  }
}
