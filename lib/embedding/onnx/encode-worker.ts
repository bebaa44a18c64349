import { parentPort, workerData } from "node:worker_threads";
import { CladeError, type ErrorCode, type ErrorDetails } from "../../core/errors.ts";
import { openInference, type Runnable } from "./inference.ts";

export interface BatchRequest {
  readonly id: number;
  /** texts × tokens. */
  readonly ids: Int32Array;
  readonly texts: number;
}

export type BatchAnswer =
  | { readonly id: number; readonly vectors: Float32Array }
  | { readonly id: number; readonly code: ErrorCode; readonly details: ErrorDetails };

const inference = openInference(workerData as Runnable);
// Answered with the first batch; nobody waits for it before.
inference.catch(() => undefined);

parentPort?.on("message", async (request: BatchRequest | "close") => {
  if (request === "close") {
    // The runtime has to let go before its thread ends.
    await inference.then((loaded) => loaded.close()).catch(() => undefined);
    return parentPort?.close();
  }
  const { id, ids, texts } = request;
  try {
    const found = await (await inference).run(ids, texts);
    const vectors = new Float32Array(found);
    parentPort?.postMessage({ id, vectors } satisfies BatchAnswer, [vectors.buffer]);
  } catch (error) {
    const { code, details } =
      error instanceof CladeError ? error : new CladeError("INTERNAL", { problem: String(error) });
    parentPort?.postMessage({ id, code, details } satisfies BatchAnswer);
  }
});
