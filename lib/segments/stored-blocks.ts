import { join } from "node:path";
import type { StageContext } from "../core/stage.ts";
import type { BehaviourSummary, BlockSummary, FusionSummary, TextSummary, UsedBlocks } from "../embedding/schema.ts";
import type { BlockStage } from "./schema.ts";
import { readJson } from "./stored-users.ts";

/** What the stages between features and clustering said of themselves. */
export function readBlocks(
  used: readonly BlockStage[],
  { input }: StageContext,
  { text = "text" }: { readonly text?: "text" | "adapt" },
): UsedBlocks {
  const folder = (stage: BlockStage) => input(stage === "text" ? text : stage);
  const fusion = readJson<FusionSummary>(join(input("fusion"), "fusion.json"));
  const of = <T extends BlockSummary>(stage: BlockStage) => {
    if (!used.includes(stage)) return null;
    const block = readJson<T>(join(folder(stage), "block.json"));
    const columns = fusion.blocks.find(({ id }) => id === stage)?.columns;
    return { ...block, explained: block.shares.slice(0, columns).reduce((sum, share) => sum + share, 0) };
  };
  return { fusion, text: of<TextSummary>("text"), behaviour: of<BehaviourSummary>("behaviour") };
}
