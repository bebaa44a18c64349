import { join } from "node:path";
import type { StageContext } from "../core/stage.ts";
import type { BehaviourSummary, FusionSummary, TextSummary, UsedBlocks } from "../embedding/schema.ts";
import type { BlockStage } from "./schema.ts";
import { readJson } from "./stored-users.ts";

/** What the stages between features and clustering said of themselves. */
export function readBlocks(
  used: readonly BlockStage[],
  { input }: StageContext,
  { text = "text" }: { readonly text?: "text" | "adapt" },
): UsedBlocks {
  const folder = (stage: BlockStage) => input(stage === "text" ? text : stage);
  const of = <T>(stage: BlockStage) => (used.includes(stage) ? readJson<T>(join(folder(stage), "block.json")) : null);
  return {
    fusion: readJson<FusionSummary>(join(input("fusion"), "fusion.json")),
    text: of<TextSummary>("text"),
    behaviour: of<BehaviourSummary>("behaviour"),
  };
}
