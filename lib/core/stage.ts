import type { Localised } from "./localised.ts";

/** What a stage says while it works. Fractions never fall; the sentence is for people. */
export interface Progress {
  readonly fraction: number;
  readonly sentence: Localised;
  readonly rows?: number;
  readonly training?: TrainingProgress;
}

/** How a training stands, so that its curve is drawn while it goes on. Losses are means, in nats. */
export interface TrainingProgress {
  readonly step: number;
  /** At most; stopping early is the rule. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** Validations since the best one, and after how many it stops. */
  readonly stale: number;
  readonly patience: number;
  /** Until the last step; null until some were timed. */
  readonly secondsLeft: number | null;
  /** Of two that learn nothing, on the events that validation asks for. */
  readonly baselines: { readonly popularity: number; readonly lastEvent: number };
  /** Step, loss of training since the point before, loss of validation. */
  readonly curve: readonly (readonly [step: number, loss: number, validationLoss: number])[];
}

/**
 * Of the machine a stage works on: what its params name by id or hash, and what is nobody's business. Enters neither the
 * stage's key nor its receipt.
 */
export interface StageResources {
  /** Folder of the encoder that the params name. */
  readonly modelFolder?: string;
  /** Where vectors of texts that were encoded before are kept. */
  readonly vectorsFolder?: string;
  readonly endpointKey?: string;
  /** File of people's tags (user_id, label). */
  readonly labels?: string;
  /** File of the behaviour encoder that is used again. */
  readonly behaviourEncoder?: string;
  /** Folders of the map by nearness that a run's own goes on from, and of the features of the run that made it. */
  readonly earlierMap?: { readonly map: string; readonly features: string };
  /** Hosts that may be called although they are private or without TLS. */
  readonly allowedHosts?: readonly string[];
}

/** What the host (headless runner or worker) gives a stage. A stage reads its input folders and writes into `out`. */
export interface StageContext {
  /** Absolute folder that holds the finished files of an earlier stage. */
  input(stage: string): string;
  /** Absolute, empty, private folder; published as a whole when the stage ends. */
  readonly out: string;
  /**
   * Absolute; not there at first. What a stage leaves in it is found by the next attempt at the same work, after a kill too,
   * and goes when the work is published. Absent: nothing is kept.
   */
  readonly saved?: string;
  readonly resources?: StageResources;
  /** Threads to use, at least 1. Never changes the bytes of the result. */
  readonly threads: number;
  progress(progress: Progress): void;
}

/**
 * One stage of a run, what a room's run.ts exports: load → pure kernel → save. Its version, label and inputs stand in
 * lib/runs/stages.ts, so that a host knows them without loading the stage's engines.
 */
export interface Stage<Params> {
  readonly name: string;
  run(params: Params, context: StageContext): Promise<void>;
}
