import { type StageProcess, spawnStage } from "./spawn-stage.ts";
import type { StageEntry, StageName } from "./stages.ts";

/** Stage processes that were started ahead of time: loading their engines overlaps with the work before them. */
export class StageProcesses {
  readonly #waiting = new Map<StageName, StageProcess>();
  readonly #limitMb: number;

  /** limitMb: bound on the private memory of each (memory-limit.ts). */
  constructor(limitMb: number) {
    this.#limitMb = limitMb;
  }

  /** Starts the stage's process unless one waits already. */
  warm(stage: StageEntry | undefined): void {
    if (stage && !this.#waiting.has(stage.name)) this.#waiting.set(stage.name, spawnStage(stage.name, this.#limitMb));
  }

  /** A fresh process for the stage: the waiting one, else a new one. */
  take(stage: StageEntry): StageProcess {
    const waiting = this.#waiting.get(stage.name);
    this.#waiting.delete(stage.name);
    return waiting ?? spawnStage(stage.name, this.#limitMb);
  }

  /** Ends those that were not needed. */
  end(): void {
    for (const process of this.#waiting.values()) process.kill();
    this.#waiting.clear();
  }
}
