import { readTree } from "../clustering/stored-fits.ts";
import { mostLeaves, topOfTree } from "../clustering/top-of-tree.ts";
import type { TopTree } from "../clustering/tree-schema.ts";
import { CladeError } from "../core/errors.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import { findRunArtefact } from "./data.ts";

/** The top of a run's tree. @throws NOT_FOUND where the run is not done or built none */
export async function getRunTree(scope: WorkspaceScope, runId: string): Promise<TopTree> {
  const { folder } = await findRunArtefact(scope, runId, "clustering");
  const tree = readTree(folder);
  if (!tree) throw new CladeError("NOT_FOUND");
  return topOfTree(tree, mostLeaves);
}
