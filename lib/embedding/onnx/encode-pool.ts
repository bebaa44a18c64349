import { Worker } from "node:worker_threads";
import { CladeError } from "../../core/errors.ts";
import type { BatchAnswer, BatchRequest } from "./encode-worker.ts";
import type { Runnable } from "./inference.ts";

export interface EncodePool {
  readonly threads: number;
  /** Vectors of texts of one length, texts × dimension. Waits while every thread has enough to do. */
  run(ids: Int32Array, texts: number): Promise<Float32Array>;
  close(): Promise<void>;
}

interface Seat {
  readonly worker: Worker;
  readonly ended: Promise<void>;
  busy: number;
}

interface Waiting {
  readonly resolve: (vectors: Float32Array) => void;
  readonly reject: (error: Error) => void;
  readonly seat: Seat;
}

/**
 * One runtime a thread, each with a session of one thread: whole batches in parallel need no barrier between operators.
 * A worker always finds its next batch waiting.
 */
export function openEncodePool(runnable: Runnable, threads: number): EncodePool {
  const file = new URL("encode-worker.ts", import.meta.url);
  const seats: Seat[] = Array.from({ length: threads }, () => {
    const worker = new Worker(file, { workerData: runnable, execArgv: ["--disable-warning=ExperimentalWarning"] });
    return { worker, busy: 0, ended: new Promise((resolve) => worker.once("exit", () => resolve())) };
  });
  const waiting = new Map<number, Waiting>();
  const queue: (() => void)[] = [];
  let last = 0;

  for (const seat of seats) {
    seat.worker.on("message", (answer: BatchAnswer) => {
      const open = waiting.get(answer.id);
      waiting.delete(answer.id);
      seat.busy--;
      if ("vectors" in answer) open?.resolve(answer.vectors);
      else open?.reject(new CladeError(answer.code, answer.details));
      queue.shift()?.();
    });
    const fail = (error: Error) => {
      for (const [id, open] of waiting) {
        if (open.seat === seat && waiting.delete(id)) open.reject(error);
      }
    };
    seat.worker.on("error", fail);
    seat.worker.on("exit", (code) => fail(new CladeError("INTERNAL", { stage: "embedding", problem: `exit ${code}` })));
  }

  /** Two batches a seat: one runs, one waits. */
  async function findSeat(): Promise<Seat> {
    for (;;) {
      const seat = seats.reduce((least, each) => (each.busy < least.busy ? each : least));
      if (seat.busy < 2) return seat;
      await new Promise<void>((resolve) => queue.push(resolve));
    }
  }

  return {
    threads,
    async run(ids, texts) {
      const seat = await findSeat();
      seat.busy++;
      const id = last++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject, seat });
        seat.worker.postMessage({ id, ids, texts } satisfies BatchRequest, [ids.buffer as ArrayBuffer]);
      });
    },
    async close() {
      for (const { worker } of seats) worker.postMessage("close");
      await Promise.all(seats.map(({ ended }) => ended));
    },
  };
}
