import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import type { Stage } from "../../core/stage.ts";
import { openKernels } from "../../kernels/pool.ts";
import { writeNumbers } from "../../platform/number-file.ts";
import { prepareEncoder } from "../encoders/prepare-encoder.ts";
import { reduceBlock } from "../reduce-block.ts";
import type { TextConfig, TextSummary } from "../schema.ts";
import { UserPool } from "./pool-users.ts";
import { readTexts } from "./stored-texts.ts";

export interface TextParams extends TextConfig {
  readonly seed: number;
}

const textsAtOnce = 4096;

/**
 * What users wrote as vectors: `vectors.f32` (users × dimension, of length 1), `block.f32` (users × columns, its principal
 * components) and `block.json`; NaN for who wrote nothing.
 */
export const textStage: Stage<TextParams> = {
  name: "text",
  async run(params, context) {
    const { out, threads, progress } = context;
    const say = (fraction: number, sentence: Localised, rows?: number) =>
      progress({ fraction, sentence, ...(rows === undefined ? {} : { rows }) });
    say(0, { en: "Collecting texts", zh: "正在收集文字" });
    const { users, texts, written } = await readTexts(context);
    if (texts.length === 0) throw new CladeError("NO_TEXTS");
    const random = createRandom(params.seed).fork("text");
    const kernels = await openKernels({ threads });
    try {
      const encoder = await prepareEncoder(params, texts, {
        ...{ kernels, threads, random },
        progress: (fraction) => say(0.4 * fraction, { en: "Preparing the encoder", zh: "正在准备编码器" }),
      });
      const times = written.flatMap(({ time }) => (time === null ? [] : [time]));
      const newest = times.reduce((latest, time) => Math.max(latest, time), 0);
      const pool = new UserPool(encoder.dimension, { ...params, users, newest });
      for (let start = 0; start < texts.length; start += textsAtOnce) {
        const some = texts.slice(start, start + textsAtOnce);
        pool.add(written.slice(start, start + textsAtOnce), await encoder.encode(some));
        const done = Math.min(texts.length, start + textsAtOnce);
        say(0.4 + (0.5 * done) / texts.length, { en: "Encoding texts", zh: "正在编码文字" }, done);
      }
      await encoder.close();
      const vectors = pool.vectors();
      const block = reduceBlock(kernels, vectors, params.dimensions);
      writeNumbers(join(out, "vectors.f32"), vectors.data);
      writeNumbers(join(out, "block.f32"), block.matrix.data);
      const summary: TextSummary = {
        users,
        columns: columnNames(block.matrix),
        covered: block.covered,
        encoder: encoder.name,
        dimension: encoder.dimension,
        texts: texts.length,
        explained: block.explained,
      };
      writeFileSync(join(out, "block.json"), JSON.stringify(summary));
    } finally {
      await kernels.close();
    }
  },
};

function columnNames({ cols }: Matrix): string[] {
  return Array.from({ length: cols }, (_, j) => `text ${j + 1}`);
}
