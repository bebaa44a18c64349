import { setImmediate } from "node:timers/promises";
import { CladeError } from "../../core/errors.ts";
import { type EncodePool, openEncodePool } from "../onnx/encode-pool.ts";
import { type ModelFolder, type Precision, readModelFolder } from "../onnx/model-folder.ts";
import { type BatchLimits, planBatches } from "../onnx/plan-batches.ts";
import { type Closeness, prepareModel } from "../onnx/prepare-model.ts";
import { openTokeniser, type Truncation } from "../onnx/tokenise.ts";
import type { LoadedEncoder, TextEncoder } from "./encoder.ts";

export interface OnnxParams {
  /** A model folder in the hub's layout. */
  readonly folder: string;
  readonly precision?: Precision;
  /** At most what the model takes, which is the default. */
  readonly maxTokens?: number;
  readonly truncation?: Truncation;
  /** In place of the prompt that the model's files state. */
  readonly prefix?: string;
}

export interface OnnxEncoder extends LoadedEncoder {
  readonly precision: Precision;
  /** Of the file that was read. */
  readonly sha256: string;
  readonly maxTokens: number;
  /** Of the graph that runs to the file as it is, on the probe texts; undefined where the file itself runs. */
  readonly closeness: Closeness | undefined;
}

/** Texts that are tokenised and sorted together; large enough to fill batches of one length, small in memory. */
const blockSize = 4096;
const batch: BatchLimits = { texts: 32, tokens: 2048 };
const textsATurn = 128;
/** Short and longer, both languages, digits and the empty text: what a damaged model would show on. */
const probeTexts = [
  "",
  "Where is my order 4711?",
  "物流很快，包装完好。",
  "It broke after two weeks, and nobody answers.",
];

export const onnx = {
  id: "onnx",
  async load(params: OnnxParams, { threads }): Promise<OnnxEncoder> {
    const model = readModelFolder(params.folder);
    const options = tokeniseOptions(model, params);
    const tokenise = openTokeniser(model, options);
    const probes = probeTexts.map(tokenise);
    const precision = params.precision ?? "int8";
    const { runnable, sha256, closeness } = await prepareModel(model, precision, probes);
    const pool = openEncodePool(runnable, threads);
    const limits = runnable.isAlone ? { ...batch, texts: 1 } : batch;
    return {
      precision,
      sha256,
      closeness,
      name: model.name,
      dimension: model.dimension,
      maxTokens: options.maxTokens,
      close: () => pool.close(),
      async encode(texts, { signal, progress } = {}) {
        const data = new Float32Array(texts.length * model.dimension);
        let done = 0;
        let before: Promise<void> = Promise.resolve();
        for (let first = 0; first < texts.length; first += blockSize) {
          const block = texts.slice(first, first + blockSize);
          const texted = await tokeniseBlock(block, tokenise, signal);
          await before;
          const into = data.subarray(first * model.dimension, (first + block.length) * model.dimension);
          // Runs while the next block is tokenised.
          before = encodeBlock(texted, limits, pool, into, (count) => {
            if (signal?.aborted) throw new CladeError("CANCELLED");
            done += count;
            progress?.(done / texts.length);
          });
          before.catch(() => undefined);
        }
        await before;
        return { data, rows: texts.length, cols: model.dimension };
      },
    };
  },
} as const satisfies TextEncoder<OnnxParams>;

/** A text's tokens and the rows that hold it; equal texts are encoded once. */
interface Tokenised {
  readonly ids: readonly number[];
  readonly rows: readonly number[];
}

async function tokeniseBlock(
  texts: readonly string[],
  tokenise: (text: string) => number[],
  signal: AbortSignal | undefined,
): Promise<Tokenised[]> {
  const rowsOf = Map.groupBy(texts.keys(), (row) => texts[row] ?? "");
  const block: Tokenised[] = [];
  for (const [text, rows] of rowsOf) {
    block.push({ ids: tokenise(text), rows });
    if (block.length % textsATurn !== 0) continue;
    // Answers of the threads come in between.
    await setImmediate();
    if (signal?.aborted) throw new CladeError("CANCELLED");
  }
  return block;
}

async function encodeBlock(
  block: readonly Tokenised[],
  limits: BatchLimits,
  pool: EncodePool,
  into: Float32Array,
  onRows: (count: number) => void,
): Promise<void> {
  const batches = planBatches(
    block.map(({ ids }) => ids.length),
    limits,
  );
  await runAll(batches, pool, async ({ rows, tokens }) => {
    const flat = new Int32Array(rows.length * tokens);
    for (const [i, row] of rows.entries()) flat.set(block[row]?.ids ?? [], i * tokens);
    const vectors = await pool.run(flat, rows.length);
    const width = vectors.length / rows.length;
    const places = rows.map((row) => block[row]?.rows ?? []);
    for (const [i, of] of places.entries()) {
      const vector = vectors.subarray(i * width, (i + 1) * width);
      for (const place of of) into.set(vector, place * width);
    }
    onRows(places.reduce((sum, of) => sum + of.length, 0));
  });
}

function tokeniseOptions(model: ModelFolder, params: OnnxParams) {
  const maxTokens = params.maxTokens ?? model.maxTokens;
  return { maxTokens, truncation: params.truncation ?? ("keep_sep" as const), prefix: params.prefix ?? model.prefix };
}

/** Keeps every thread supplied: as many batches in flight as the pool holds, longest first. */
async function runAll<Item>(items: readonly Item[], pool: EncodePool, work: (item: Item) => Promise<void>) {
  const rest = [...items];
  const lane = async () => {
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: 2 * pool.threads }, lane));
}
