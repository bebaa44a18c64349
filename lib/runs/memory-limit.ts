/** Private memory of a stage's process that has loaded its engines but no data, and of each of its threads. */
const emptyMb = 700;
const threadMb = 300;
/** A short cell becomes a double and several one-hot columns: the worst that was seen per MB of unpacked input. */
const perInputMb = 24;
/** WASM and V8 grow in steps and abort when a step does not fit, so the bound is no tight one. */
const slack = 2;

/**
 * Bound in MB on a stage process's private memory (RLIMIT_DATA: it counts what is reserved for writing, not only what is
 * resident): an estimate from the run's input and the number of threads, with slack. It stops what a crafted file blows up,
 * not honest work. Measured with 2 threads: 560–1,100 MB for 200 users; 830–1,530 MB for 590 MB of transactions.
 */
export function memoryLimitMb(inputBytes: number, threads: number): number {
  return Math.ceil(slack * (emptyMb + threadMb * threads + (perInputMb * inputBytes) / 2 ** 20));
}
