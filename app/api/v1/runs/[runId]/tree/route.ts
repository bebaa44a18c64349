import { TopTree } from "../../../../../../lib/clustering/tree-schema.ts";
import { getRunTree } from "../../../../../../lib/runs/stored-tree.ts";
import { handle } from "../../../../../_server/handle.ts";
import { json } from "../../../../../_server/respond.ts";

export const GET = handle(async (_, { scope, params }) => json(await getRunTree(scope, params.runId)), {
  least: "manager",
  summary: "The top of the tree of a hierarchical run, over at most forty leaves; not found where it built none",
  params: ["runId"],
  answer: TopTree,
});
