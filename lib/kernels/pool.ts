import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { CladeError } from "../core/errors.ts";
import type { Matrix } from "../core/matrix.ts";
import { argumentsAddress, controlOf, instantiate, kernelNames, maximumArguments, slot, takeBlocks } from "./blocks.ts";
import type { WorkerStart } from "./worker.ts";

/**
 * Memory that every thread sees and the threads that work on it. Calls block the caller, who does its share; results
 * do not depend on `threads`. Views come from a stack: what was made after a `mark` is given back by its `release`.
 */
export interface Kernels {
  readonly threads: number;
  /** rows × cols in shared memory, its content not cleared; file reads go straight into `data`. */
  matrix(rows: number, cols: number): Matrix;
  float32(n: number): Float32Array;
  float64(n: number): Float64Array;
  int32(n: number): Int32Array;
  mark(): number;
  release(mark: number): void;
  /** Is this view in the shared memory, so that kernels can read it where it is? */
  holds(view: Float32Array): boolean;
  /**
   * Calls a kernel once for every block 0…blocks−1. Addresses are byte offsets of views. `work`, about how many
   * multiplications it takes in all, decides whether threads are worth starting.
   */
  run(kernel: string, blocks: number, args: readonly number[], work: number): void;
  close(): Promise<void>;
}

export interface KernelOptions {
  readonly threads: number;
}

const pageBytes = 65_536;
const maximumPages = 65_536;
/** The first page holds the control words; the last is never used, so that no address wraps. */
const firstAddress = pageBytes;
const lastAddress = (maximumPages - 1) * pageBytes;
const growPages = 64;
/** About 10 ms of one thread: starting a thread takes 25 ms, beside which the main thread goes on working. */
const workWorthThreads = 1e8;
/** Below this the job is done before a sleeping thread is up. */
const workWorthWaking = 1e5;
/** Somebody who asks for this much memory is about to need threads: they start while the file is read. */
const bytesWorthThreads = 8 << 20;

const wasmFile = new URL("../../.build/kernels.wasm", import.meta.url);
const workerFile = new URL("../../.build/kernels-worker.mjs", import.meta.url);

/**
 * @param options.threads At least 1; one of them is the caller's own.
 * @throws OUT_OF_MEMORY (later, from its views) past 4 GiB, or where the process may not have that much.
 */
export async function openKernels(options: KernelOptions): Promise<Kernels> {
  const module = new WebAssembly.Module(readFileSync(wasmFile));
  const memory = reserveMemory();
  const control = controlOf(memory);
  const kernels = instantiate(module, memory);
  const indexOf = new Map(kernelNames(module).map((name, index) => [name, index]));
  const threads = Math.max(1, Math.floor(options.threads));
  const buffers = new WeakSet<ArrayBufferLike>();
  let workers: Worker[] | undefined;
  let top = firstAddress;
  let workSoFar = 0;

  function startThreads(): void {
    if (workers !== undefined) return;
    workers = [];
    for (let thread = 1; thread < threads; thread++) {
      const workerData: WorkerStart = { module, memory, thread };
      const worker = new Worker(workerFile, { workerData, stdin: false, execArgv: [], env: {} });
      // A thread that cannot start is done without: the others take its blocks.
      worker.on("error", () => {});
      worker.unref();
      workers.push(worker);
    }
  }

  function take(bytes: number): number {
    const address = top;
    const end = address + Math.ceil(bytes / 64) * 64;
    if (end > lastAddress) throw outOfMemory(bytes);
    const missing = Math.ceil((end - memory.buffer.byteLength) / pageBytes);
    if (missing > 0) grow(memory, missing);
    buffers.add(memory.buffer);
    top = end;
    if (bytes >= bytesWorthThreads) startThreads();
    return address;
  }

  const pool: Kernels = {
    threads,
    matrix: (rows, cols) => ({ data: pool.float32(rows * cols), rows, cols }),
    float32(n) {
      const address = take(n * 4);
      return new Float32Array(memory.buffer, address, n);
    },
    float64(n) {
      const address = take(n * 8);
      return new Float64Array(memory.buffer, address, n);
    },
    int32(n) {
      const address = take(n * 4);
      return new Int32Array(memory.buffer, address, n);
    },
    mark: () => top,
    release(mark) {
      top = mark;
    },
    holds: (view) => buffers.has(view.buffer),
    run(kernel, blocks, args, work) {
      const index = indexOf.get(kernel);
      if (index === undefined || args.length > maximumArguments) {
        throw new CladeError("INTERNAL", { stage: "kernels", problem: kernel });
      }
      workSoFar += work;
      if (workSoFar > workWorthThreads && blocks > 1) startThreads();
      new Float64Array(memory.buffer, argumentsAddress, args.length).set(args);
      Atomics.store(control, slot.kernel, index);
      Atomics.store(control, slot.argumentCount, args.length);
      Atomics.store(control, slot.blocks, blocks);
      Atomics.store(control, slot.next, 0);
      Atomics.store(control, slot.open, 1);
      if (workers !== undefined && blocks > 1 && work > workWorthWaking) {
        Atomics.add(control, slot.epoch, 1);
        Atomics.notify(control, slot.epoch);
      }
      try {
        takeBlocks(control, memory, kernels, 0);
      } finally {
        Atomics.store(control, slot.open, 0);
        waitUntilEmpty(control);
      }
      if (Atomics.load(control, slot.failed) === 1) {
        throw new CladeError("INTERNAL", { stage: "kernels", problem: kernel });
      }
    },
    async close() {
      const running = workers ?? [];
      workers = [];
      await Promise.all(running.map((worker) => worker.terminate()));
    },
  };
  return pool;
}

/** A short spin first: most jobs end within microseconds of each other. */
function waitUntilEmpty(control: Int32Array): void {
  for (let spin = 0; spin < 2000; spin++) if (Atomics.load(control, slot.inside) === 0) return;
  for (;;) {
    const inside = Atomics.load(control, slot.inside);
    if (inside === 0) return;
    Atomics.wait(control, slot.inside, inside);
  }
}

/** The whole 4 GiB of address space, or, where the process is limited, as much of it as can be had. */
function reserveMemory(): WebAssembly.Memory {
  for (let maximum = maximumPages; maximum >= 1024; maximum /= 2) {
    try {
      return new WebAssembly.Memory({ initial: 1, maximum, shared: true });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw outOfMemory(1024 * pageBytes);
}

function grow(memory: WebAssembly.Memory, missing: number): void {
  for (const pages of [Math.max(missing, growPages), missing]) {
    try {
      memory.grow(pages);
      return;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw outOfMemory(missing * pageBytes);
}

function outOfMemory(bytes: number): CladeError {
  return new CladeError("OUT_OF_MEMORY", { stage: "kernels", bytes });
}
