import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom } from "../../core/random.ts";
import type { Stage, StageContext } from "../../core/stage.ts";
import { openKernels } from "../../kernels/pool.ts";
import { readNumbers, writeNumbers } from "../../platform/number-file.ts";
import { callOutgoing } from "../../platform/outgoing.ts";
import { alignSpaces } from "../align-spaces.ts";
import type { Post } from "../encoders/endpoint.ts";
import { prepareEncoder } from "../encoders/prepare-encoder.ts";
import { blockWidth } from "../reduce-block.ts";
import type { TextSummary } from "../schema.ts";
import { findMatrix } from "../stored-matrix.ts";
import type { TextParams } from "./params.ts";
import { UserPool } from "./pool-users.ts";
import { readTexts, type StoredTexts } from "./stored-texts.ts";
import { findTemplates } from "./template-texts.ts";

const textsAtOnce = 4096;

/**
 * What users wrote as vectors: `vectors.f32` (users × dimension, of length 1; those of the block where languages are laid
 * over each other), `block.f32` (users × columns, its principal components) and `block.json`; NaN for who wrote nothing.
 */
export const textStage: Stage<TextParams> = {
  name: "text",
  async run(params, context) {
    const { out, threads, progress, resources = {} } = context;
    const say = (fraction: number, sentence: Localised, rows?: number) =>
      progress({ fraction, sentence, ...(rows === undefined ? {} : { rows }) });
    say(0, { en: "Collecting texts", zh: "正在收集文字" });
    const stored = await readTexts(context, { before: params.before });
    const { users, texts, written } = withoutTemplates(stored);
    if (texts.length === 0) throw new CladeError("NO_TEXTS");
    const random = createRandom(params.seed).fork("text");
    const kernels = await openKernels({ threads });
    try {
      const times = written.map(({ time }) => time);
      const { encoder, quality } = await prepareEncoder(
        params,
        { texts, times },
        {
          ...{ kernels, threads, random, resources },
          post: postTo(resources.allowedHosts ?? []),
          progress: (fraction) => say(0.4 * fraction, { en: "Preparing the encoder", zh: "正在准备编码器" }),
        },
      );
      const newest = times.reduce<number>((latest, time) => Math.max(latest, time ?? 0), 0);
      const pool = new UserPool(encoder.dimension, { ...params, users, newest });
      for (let start = 0; start < texts.length; start += textsAtOnce) {
        const some = texts.slice(start, start + textsAtOnce);
        pool.add(written.slice(start, start + textsAtOnce), await encoder.encode(some));
        const done = Math.min(texts.length, start + textsAtOnce);
        say(0.4 + (0.5 * done) / texts.length, { en: "Encoding texts", zh: "正在编码文字" }, done);
      }
      await encoder.close();
      const pooled = pool.vectors();
      const widths = encoder.spaces ?? [encoder.dimension];
      const bridge = readFeatures(context);
      const block = alignSpaces(kernels, pooled, { widths, bridge, dimensions: blockWidth });
      // What is compared with a user's vector later, centres and labels, must not see languages either.
      const vectors = widths.length > 1 ? toLengthOne(block.matrix) : pooled;
      writeNumbers(join(out, "vectors.f32"), vectors.data);
      writeNumbers(join(out, "block.f32"), block.matrix.data);
      const summary: TextSummary = {
        users,
        columns: columnNames(block.matrix),
        covered: block.covered,
        encoder: encoder.name,
        dimension: vectors.cols,
        texts: texts.length,
        setApart: stored.texts.length - texts.length,
        student: quality && { cosine: quality.centredCosine.mean, recall: quality.recallAtTen.mean },
        shares: block.shares,
      };
      writeFileSync(join(out, "block.json"), JSON.stringify(summary));
    } finally {
      await kernels.close();
    }
  },
};

/** Default reviews and what a shop writes in place of one say nothing of who they stand under. */
function withoutTemplates({ users, texts, written }: StoredTexts): StoredTexts {
  const isTemplate = findTemplates(texts.map((text, i) => ({ text, user: String(written[i]?.user) })));
  return { users, texts: texts.filter((_, i) => !isTemplate[i]), written: written.filter((_, i) => !isTemplate[i]) };
}

/** What is known of users whatever they speak. */
function readFeatures({ input }: StageContext): Matrix {
  const { path, users, columns } = findMatrix(input, {});
  const data = new Float32Array(users * columns.length);
  return { data: columns.length > 0 ? readNumbers(path, data) : data, rows: users, cols: columns.length };
}

function postTo(allowedHosts: readonly string[]): Post {
  return (url, headers, body, signal) =>
    callOutgoing(url, { method: "POST", headers, body, allowedHosts, ...(signal ? { signal } : {}) });
}

function toLengthOne({ data, rows, cols }: Matrix): Matrix {
  const unit = data.slice();
  for (let at = 0; at < unit.length; at += cols) {
    const row = unit.subarray(at, at + cols);
    const length = Math.hypot(...row);
    if (length > 0) row.set(row.map((value) => value / length));
  }
  return { data: unit, rows, cols };
}

function columnNames({ cols }: Matrix): string[] {
  return Array.from({ length: cols }, (_, j) => `text ${j + 1}`);
}
