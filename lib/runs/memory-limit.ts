/** Private memory of a stage's process that has loaded its engines but no data, and of each of its threads. */
const emptyMb = 700;
const threadMb = 300;
/** A short cell becomes a double and several one-hot columns: the worst that was seen per MB of unpacked input. */
const perInputMb = 24;
/** WASM and V8 grow in steps and abort when a step does not fit, so the bound is no tight one. */
const slack = 2;
/** The database, the web server and the machine itself live beside a stage. */
const mostOfMachine = 0.75;
/** Limits come in such steps, so that a process that was started ahead fits the next run as well. */
const stepMb = 256;
/** What a packed file is taken to hold beside its own size, before anything is read. */
const usualPacking = 10;

export interface MemoryNeed {
  /** Of the run's files, unpacked. */
  readonly inputBytes: number;
  readonly threads: number;
  readonly machineBytes: number;
}

/** Bytes of files once unpacked, about. */
export function unpackedBytes(files: readonly { readonly name: string; readonly bytes: number }[]): number {
  return files.reduce(
    (sum, { name, bytes }) => sum + (/\.(?:gz|zip|xlsx)$/i.test(name) ? bytes * usualPacking : bytes),
    0,
  );
}

/**
 * Bound in MB on a stage process's private memory (RLIMIT_DATA: it counts what is reserved for writing, not only what is
 * resident): an estimate from the run's input and the number of threads, with slack, and never more than three quarters of
 * the machine. It stops what a crafted file blows up, not honest work. Measured with 2 threads: 560–1,100 MB for 200 users; 830–1,530 MB for 590 MB of transactions; 900–2,900 MB for 470 MB of
 * a table of numbers (5 million users × 16): up to 1,700 MB above what is resident (stage-memory.ts).
 */
export function memoryLimitMb({ inputBytes, threads, machineBytes }: MemoryNeed): number {
  const need = slack * (emptyMb + threadMb * threads + (perInputMb * inputBytes) / 2 ** 20);
  return Math.min(Math.ceil(need / stepMb) * stepMb, Math.floor((mostOfMachine * machineBytes) / 2 ** 20));
}
