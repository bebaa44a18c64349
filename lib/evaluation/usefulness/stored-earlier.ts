import { mkdirSync, readFileSync, rmSync } from "node:fs";
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

export interface EarlierParams {
  readonly features: FeaturesParams;
  /** The blocks that the run has, each made again from what was known before the cut. */
  readonly text?: TextParams;
  readonly behaviour?: BehaviourParams;
  readonly weights: BlockWeights;
  readonly dimensions: BlockDimensions;
}

type Say = (fraction: number, sentence: Localised) => void;

/** The stages of a run once more, in a folder that goes, as if the data had ended at the cut. */
export class Earlier {
  private readonly context: StageContext;
  private readonly lastDay: string;
  private readonly before: string;
  private readonly folders = new Map<string, string>();

  constructor(context: StageContext, lastDay: string, before: string) {
    this.context = context;
    this.lastDay = lastDay;
    this.before = before;
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
    if (behaviour && !(await orNothing(this.run(behaviourStage, { ...behaviour, before }, say, 0.4, 0.8))))
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

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private get root(): string {
    return join(this.context.out, "earlier");
  }

  private input(stage: string): string {
    return this.folders.get(stage) ?? this.context.input(stage);
  }

  private async run<Params>(stage: Stage<Params>, params: Params, say: Say, start: number, end: number): Promise<void> {
    const out = join(this.root, stage.name);
    mkdirSync(out, { recursive: true });
    const { threads, resources } = this.context;
    await stage.run(params, {
      ...{ out, threads, input: (name) => this.input(name) },
      ...(resources ? { resources } : {}),
      progress: ({ fraction, sentence }) => say(start + (end - start) * fraction, sentence),
    });
    this.folders.set(stage.name, out);
  }
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
