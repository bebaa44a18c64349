import type { Localised } from "./localised.ts";

/** What a stage says while it works. Fractions never fall; the sentence is for people. */
export interface Progress {
  readonly fraction: number;
  readonly sentence: Localised;
  readonly rows?: number;
}

/** What the host (headless runner or worker) gives a stage. A stage reads its input folders and writes into `out`. */
export interface StageContext {
  /** Absolute folder that holds the finished files of an earlier stage. */
  input(stage: string): string;
  /** Absolute, empty, private folder; published as a whole when the stage ends. */
  readonly out: string;
  /** Threads to use, at least 1. Never changes the bytes of the result. */
  readonly threads: number;
  progress(progress: Progress): void;
}

/** One stage of a run: load → pure kernel → save. Its entry in lib/runs/stages.ts holds its name, version and inputs. */
export type RunStage<Params = never> = (params: Params, context: StageContext) => Promise<void>;

/** What a room's run.ts exports. */
export interface Stage<Params> {
  readonly name: string;
  readonly version: number;
  readonly label: Localised;
  run(params: Params, context: StageContext): Promise<void>;
}
