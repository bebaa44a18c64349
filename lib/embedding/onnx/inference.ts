import { InferenceSession, Tensor } from "onnxruntime-node";
import { chooseOutput } from "./inspect-model.ts";
import { type Pooling, refused } from "./model-folder.ts";

/** A graph ready to run, as plain data that a worker thread can be handed. */
export interface Runnable {
  readonly bytes: Uint8Array;
  /** vectors: Clade's own graph, which pools inside; states: an export with a vector a token. */
  readonly kind: "vectors" | "states";
  readonly pooling: Pooling;
  readonly dimension: number;
  /** Of activations that an export quantises a run at a time, only one text may be in a run. */
  readonly isAlone: boolean;
  readonly file: string;
}

export interface Inference {
  /**
   * ids: texts × tokens, all texts of one length, so that nothing is padded.
   * Returns texts × dimension, rows L2-normalised; blocks the thread.
   */
  run(ids: Int32Array, texts: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Loads a graph into the runtime, on one thread: texts in parallel beat threads within a text. */
export async function openInference(runnable: Runnable): Promise<Inference> {
  const session = await load(runnable);
  const run = runnable.kind === "vectors" ? vectorsOf(session) : statesOf(session, runnable);
  return {
    async run(ids, texts) {
      try {
        const vectors = await run(ids, texts, ids.length / texts);
        if (vectors.length !== texts * runnable.dimension)
          throw refused(runnable.file, `it gives ${vectors.length / texts} numbers a text, not ${runnable.dimension}`);
        return vectors;
      } catch (error) {
        throw asRefusal(error, runnable.file);
      }
    },
    close: () => session.release(),
  };
}

async function load({ bytes, file }: Runnable): Promise<InferenceSession> {
  try {
    // The runtime takes no memory that threads share.
    const own = bytes.buffer instanceof SharedArrayBuffer ? new Uint8Array(bytes) : bytes;
    return await InferenceSession.create(own, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: "sequential",
      graphOptimizationLevel: "all",
      enableCpuMemArena: true,
      logSeverityLevel: 4,
    });
  } catch (error) {
    throw asRefusal(error, file);
  }
}

type Run = (ids: Int32Array, texts: number, tokens: number) => Promise<Float32Array>;

function vectorsOf(session: InferenceSession): Run {
  const hasCentre = session.inputNames.includes("centre");
  return async (ids, texts, tokens) => {
    const centre = hasCentre ? { centre: new Tensor("uint8", new Uint8Array(ids.length).fill(128), [ids.length]) } : {};
    const { vectors } = await session.run({
      ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), [texts, tokens]),
      positions: new Tensor(
        "int64",
        BigInt64Array.from({ length: tokens }, (_, i) => BigInt(i)),
        [tokens],
      ),
      ...centre,
    });
    return vectors?.data as Float32Array;
  };
}

function statesOf(session: InferenceSession, { pooling, dimension, file }: Runnable): Run {
  const output = chooseOutput(session.outputNames) ?? "";
  return async (ids, texts, tokens) => {
    const dims = [texts, tokens];
    const filled = (value: (i: number) => bigint) =>
      new Tensor(
        "int64",
        BigInt64Array.from({ length: ids.length }, (_, i) => value(i)),
        dims,
      );
    const all: Readonly<Record<string, () => Tensor>> = {
      input_ids: () => filled((i) => BigInt(ids[i] ?? 0)),
      attention_mask: () => filled(() => 1n),
      token_type_ids: () => filled(() => 0n),
      position_ids: () => filled((i) => BigInt(i % tokens)),
    };
    const feeds = Object.fromEntries(session.inputNames.map((name) => [name, all[name]?.() ?? filled(() => 0n)]));
    const results = await session.run(feeds, [output]);
    const states = results[output];
    if (!(states?.data instanceof Float32Array)) throw refused(file, "its output is not of 32-bit floats");
    if (states.dims.length === 2) return normalise(states.data.slice(), dimension);
    if (states.dims.length !== 3 || states.dims[0] !== texts || states.dims[1] !== tokens)
      throw refused(file, `its output has the shape ${states.dims.join(" × ")}, not texts × tokens × ${dimension}`);
    return normalise(pool(states.data, texts, tokens, states.dims[2] ?? 0, pooling), dimension);
  };
}

/** One vector a text from texts × tokens × width; without padding the last token is the last one. */
export function pool(states: Float32Array, texts: number, tokens: number, width: number, by: Pooling): Float32Array {
  const pooled = new Float32Array(texts * width);
  const from = by === "last" ? tokens - 1 : 0;
  const until = by === "first" ? 1 : tokens;
  for (let text = 0; text < texts; text++) {
    for (let token = from; token < until; token++) {
      const at = (text * tokens + token) * width;
      for (let i = 0; i < width; i++) {
        const to = text * width + i;
        pooled[to] = (pooled[to] ?? 0) + (states[at + i] ?? 0);
      }
    }
  }
  return pooled;
}

/** Every row divided by its Euclidean length; a row of zeros stays. Division makes a sum as good as a mean. */
export function normalise(rows: Float32Array, width: number): Float32Array {
  for (let at = 0; at < rows.length; at += width) {
    let square = 0;
    for (let i = at; i < at + width; i++) square += (rows[i] ?? 0) ** 2;
    const length = Math.sqrt(square) || 1;
    for (let i = at; i < at + width; i++) rows[i] = (rows[i] ?? 0) / length;
  }
  return rows;
}

/** The runtime's complaint as a sentence: its first line, without its own file names. */
function asRefusal(error: unknown, file: string): Error {
  if (error instanceof Error && error.name === "CladeError") return error;
  const problem = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
  return refused(file, `the runtime does not take it (${problem.replace(/\/\S*\//g, "").slice(0, 300)})`);
}
