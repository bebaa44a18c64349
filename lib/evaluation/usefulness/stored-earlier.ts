import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../../core/errors.ts";
import type { Localised } from "../../core/localised.ts";
import type { Stage, StageContext } from "../../core/stage.ts";
import { type BehaviourParams, behaviourStage } from "../../embedding/behaviour/run.ts";
import type { BlockDimensions, BlockWeights } from "../../embedding/stored-blocks.ts";
import type { TextParams } from "../../embedding/text/params.ts";
import { textStage } from "../../embedding/text/run.ts";
import { featuresStage } from "../../features/run.ts";
import type { FeaturesParams, FeaturesSummary } from "../../features/schema.ts";
import type { Cut } from "./cut.ts";

export interface EarlierParams {
  readonly features: FeaturesParams;
  /** The blocks that the run has, each made again from what was known before the cut. */
  readonly text?: TextParams;
  readonly behaviour?: BehaviourParams;
  readonly weights: BlockWeights;
  readonly dimensions: BlockDimensions;
}

export type Say = (fraction: number, sentence: Localised) => void;

/** The stages of a run once more, in a folder that goes, as if the data had ended at the cut. */
export class Earlier {
  private readonly context: StageContext;
  private readonly lastDay: string;
  private readonly before: string;
  private readonly encoder: LearntEncoder | undefined;
  private readonly folders = new Map<string, string>();

  /** encoder: of an earlier cut; it knows nothing that came later, so that it is not trained again. */
  constructor(context: StageContext, { lastDay, firstHeldOut }: Cut, encoder?: LearntEncoder) {
    this.context = context;
    this.lastDay = lastDay;
    this.before = firstHeldOut;
    this.encoder = encoder;
  }

  /** Null where too few users are left to make features of. */
  async make({ features, text, behaviour, weights }: EarlierParams, say: Say) {
    const { before } = this;
    const notes: Localised[] = [];
    const orNothing = async (work: Promise<void>) => {
      try {
        await work;
        return true;
      } catch (error) {
        if (error instanceof CladeError && withoutIt.has(error.code)) return false;
        throw error;
      }
    };
    if (!(await orNothing(this.run(featuresStage, { ...features, referenceDate: this.lastDay }, say, 0, 0.1))))
      return null;
    if (text && !(await orNothing(this.run(textStage, { ...text, before }, say, 0.1, 0.4))))
      notes.push(missing("text"));
    if (behaviour && !(await orNothing(this.run(behaviourStage, this.behaviour(behaviour), say, 0.4, 0.8))))
      notes.push(missing("behaviour"));
    const { users } = readJson<FeaturesSummary>(join(this.input("features"), "features.json"));
    const made = Object.entries(weights).filter(([id]) => this.folders.has(id));
    return {
      users,
      notes,
      weights: Object.fromEntries(made) as BlockWeights,
      input: (stage: string) => this.input(stage),
    };
  }

  /** Leaves what the next cut can use again. */
  remove(): LearntEncoder | undefined {
    const own = this.encoder ? undefined : this.folders.get("behaviour");
    const encoder = own ? { bytes: readFileSync(join(own, "encoder.onnx")), before: this.before } : this.encoder;
    rmSync(this.root, { recursive: true, force: true });
    return encoder;
  }

  private behaviour({ trained: _trained, ...params }: BehaviourParams): BehaviourParams {
    const { before, encoder } = this;
    return encoder ? { ...params, before, trained: "earlier", trainedBefore: encoder.before } : { ...params, before };
  }

  private get root(): string {
    return join(this.context.out, "earlier");
  }

  private resources(): StageContext["resources"] {
    if (!this.encoder) return this.context.resources;
    const behaviourEncoder = join(this.root, "encoder.onnx");
    writeFileSync(behaviourEncoder, this.encoder.bytes);
    return { ...this.context.resources, behaviourEncoder };
  }

  private input(stage: string): string {
    return this.folders.get(stage) ?? this.context.input(stage);
  }

  private async run<Params>(stage: Stage<Params>, params: Params, say: Say, start: number, end: number): Promise<void> {
    const out = join(this.root, stage.name);
    mkdirSync(out, { recursive: true });
    const { threads } = this.context;
    const resources = this.resources();
    await stage.run(params, {
      ...{ out, threads, input: (name) => this.input(name) },
      ...(resources ? { resources } : {}),
      progress: ({ fraction, sentence }) => say(start + (end - start) * fraction, sentence),
    });
    this.folders.set(stage.name, out);
  }
}

/** A behaviour encoder, and the day from which it knows nothing. */
export interface LearntEncoder {
  readonly bytes: Uint8Array;
  readonly before: string;
}

/** Ends of a stage that mean that there was nothing yet. */
const withoutIt: ReadonlySet<string> = new Set(["NO_TEXTS", "NO_EVENTS", "NO_FEATURES", "TOO_FEW_USERS"]);

function missing(block: "text" | "behaviour"): Localised {
  return block === "text"
    ? { en: "Nobody had written anything before the cut.", zh: "截止日之前没有用户文字。" }
    : { en: "Nobody had done anything before the cut.", zh: "截止日之前没有用户行为。" };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}
