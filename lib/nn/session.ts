import { InferenceSession, Tensor } from "onnxruntime-node";
import { CladeError } from "../core/errors.ts";

export type Feed = Float32Array | Float64Array | Int32Array | BigInt64Array;

export interface Binding {
  readonly data: Feed;
  readonly shape: readonly number[];
}

export type Bindings = Readonly<Record<string, Binding>>;

/** A graph ready to run. Inputs and outputs lie where the caller put them: nothing is copied in or out. */
export interface Session {
  /** Reads `inputs`, fills `outputs`. An output may lie on the input it replaces where the graph reads that before. */
  run(inputs: Bindings, outputs: Bindings): Promise<void>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** At least 1. */
  readonly threads: number;
  /** Writes a trace of every operator beside this path. */
  readonly profile?: string;
}

/**
 * Opens a model on the CPU. The run blocks its thread: only in a stage process or a worker thread.
 * @throws MODEL_UNREADABLE where the runtime refuses the bytes, MODEL_FAILED where a run stops.
 */
export async function openSession(model: Uint8Array, { threads, profile }: SessionOptions): Promise<Session> {
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    logSeverityLevel: 3,
    ...(profile !== undefined && { enableProfiling: true, profileFilePrefix: profile }),
  }).catch((error: unknown) => {
    throw new CladeError("MODEL_UNREADABLE", { problem: firstLine(error) }, error);
  });
  return {
    async run(inputs, outputs) {
      try {
        await session.run(tensors(inputs), tensors(outputs));
      } catch (error) {
        throw new CladeError("MODEL_FAILED", { problem: firstLine(error) }, error);
      }
    },
    async close() {
      if (profile !== undefined) session.endProfiling();
      await session.release();
    },
  };
}

const known = new WeakMap<Binding, Tensor>();

/** A binding that is used again keeps its tensor. */
function tensors(bindings: Bindings): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(bindings).map(([name, binding]) => {
      const tensor = known.get(binding) ?? new Tensor(binding.data, binding.shape);
      known.set(binding, tensor);
      return [name, tensor];
    }),
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
