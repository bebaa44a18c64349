import { workerData } from "node:worker_threads";
import { controlOf, instantiate, slot, takeBlocks } from "./blocks.ts";

export interface WorkerStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
}

/** The life of a helping thread: sleep until a job comes, take blocks, sleep again; its owner terminates it. */
const { module, memory, thread } = workerData as WorkerStart;
const control = controlOf(memory);
const kernels = instantiate(module, memory);
let seen = 0;
for (;;) {
  // Enter before looking whether the job is open: the owner closes it before looking who is inside, so that it never
  // writes the next job under a worker that still reads this one.
  Atomics.add(control, slot.inside, 1);
  seen = Atomics.load(control, slot.epoch);
  try {
    if (Atomics.load(control, slot.open) === 1) takeBlocks(control, memory, kernels, thread);
  } catch {
    Atomics.store(control, slot.failed, 1);
  }
  if (Atomics.sub(control, slot.inside, 1) === 1) Atomics.notify(control, slot.inside);
  Atomics.wait(control, slot.epoch, seen);
}
