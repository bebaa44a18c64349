import { totalmem } from "node:os";
import { memoryLimitMb } from "./memory-limit.ts";
import { type StageProcess, spawnStage } from "./spawn-stage.ts";
import type { StageEntry, StageName } from "./stages.ts";

interface Waiting {
  readonly limitMb: number;
  readonly process: StageProcess;
}

/** Stage processes that were started ahead of time: loading their engines overlaps with the work before them. */
export class StageProcesses {
  readonly #waiting = new Map<StageName, Waiting>();
  readonly #threads: number;

  /** threads: of each, at most; with a run's input they bound its private memory (memory-limit.ts). */
  constructor(threads: number) {
    this.#threads = threads;
  }

  /** Starts the stage's process for an input of that size, unless one waits already. */
  warm(stage: StageEntry | undefined, inputBytes: number): void {
    if (stage && !this.#waiting.has(stage.name)) this.#waiting.set(stage.name, this.#spawn(stage, inputBytes));
  }

  /** A fresh process for the stage: the waiting one where its limit is that of this input, else a new one. */
  take(stage: StageEntry, inputBytes: number): StageProcess {
    const waiting = this.#waiting.get(stage.name);
    if (waiting?.limitMb === this.#limitMb(inputBytes)) {
      this.#waiting.delete(stage.name);
      return waiting.process;
    }
    return this.#spawn(stage, inputBytes).process;
  }

  /** Ends those that were not needed. */
  end(): void {
    for (const { process } of this.#waiting.values()) process.kill();
    this.#waiting.clear();
  }

  #spawn({ name }: StageEntry, inputBytes: number): Waiting {
    const limitMb = this.#limitMb(inputBytes);
    return { limitMb, process: spawnStage(name, limitMb) };
  }

  #limitMb(inputBytes: number): number {
    return memoryLimitMb({ inputBytes, threads: this.#threads, machineBytes: totalmem() });
  }
}
