/**
 * How the threads share one job (all of it in the kernels' shared memory). A job is a kernel, its arguments and a number
 * of blocks; whoever is free takes the next block. A worker that comes late, or is not there yet, is not waited for.
 */
export const controlAddress = 64;
export const argumentsAddress = 512;
export const maximumArguments = 32;

/** Slots of the control words (Int32, at `controlAddress`). */
export const slot = {
  /** Goes up with every job; workers sleep on it. */
  epoch: 0,
  /** 1 while blocks of the job may be taken. */
  open: 1,
  next: 2,
  blocks: 3,
  kernel: 4,
  argumentCount: 5,
  /** Workers between entering a job and leaving it; the main thread sleeps on it. */
  inside: 6,
  failed: 7,
} as const;

export type Kernel = (block: number, thread: number, ...args: number[]) => void;

export function controlOf(memory: WebAssembly.Memory): Int32Array {
  return new Int32Array(memory.buffer, controlAddress, 16);
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernel[] {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return kernelNames(module).map((name) => exports[name] as unknown as Kernel);
}

/** The same order in every thread. */
export function kernelNames(module: WebAssembly.Module): string[] {
  return WebAssembly.Module.exports(module)
    .filter(({ kind }) => kind === "function")
    .map(({ name }) => name)
    .sort();
}

/** Works on blocks of the open job until none is left. */
export function takeBlocks(control: Int32Array, memory: WebAssembly.Memory, kernels: Kernel[], thread: number): void {
  const kernel = kernels[Atomics.load(control, slot.kernel)]!;
  const count = Atomics.load(control, slot.argumentCount);
  const args = [...new Float64Array(memory.buffer, argumentsAddress, count)];
  const blocks = Atomics.load(control, slot.blocks);
  for (;;) {
    const block = Atomics.add(control, slot.next, 1);
    if (block >= blocks) return;
    kernel(block, thread, ...args);
  }
}
