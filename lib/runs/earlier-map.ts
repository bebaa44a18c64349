import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../.build/prisma/client.ts";
import type { StageKey, WorkspaceId } from "../core/ids.ts";
import type { StageResources } from "../core/stage.ts";
import { findMatrix } from "../embedding/stored-matrix.ts";
import type { NeighbourMapSummary } from "../evaluation/neighbour-map/schema.ts";
import { artefacts } from "../platform/artefacts.ts";
import { db } from "../platform/db.ts";
import type { Artefact } from "../platform/store.ts";
import type { RunConfig } from "./schema.ts";
import { matrixOf } from "./stage-params.ts";

export interface EarlierMap {
  readonly earlierMap?: string;
  readonly resources: StageResources;
}

/** Newest runs of a dataset that are looked through for a map, beside the one that is repeated. */
const most = 20;

/**
 * The map by nearness that a run's own goes on from, so that the picture stays as people know it: that of the run it repeats,
 * else of the newest run of the same dataset that was done before it and has the same columns. Of the very same users and
 * columns it is the one that theirs went on from, so that a run with other segments finds its map in the store.
 */
export async function findEarlierMap(run: Run, config: RunConfig): Promise<EarlierMap> {
  if (!config.evaluation.umap) return { resources: {} };
  const own = (stage: string) => find(run, keysOf(run)[stage], stage);
  const inputs = ["features", ...(matrixOf(config).matrix ? ["fusion"] : [])];
  const read = new Map(inputs.flatMap((stage) => entryOf(stage, own(stage))));
  // The stages before the map have nothing to ask.
  if (read.size < inputs.length) return { resources: {} };
  const { columns } = findMatrix((stage) => read.get(stage)?.folder ?? "", matrixOf(config));
  for (const candidate of await candidates(run)) {
    const map = find(candidate, keysOf(candidate)["neighbour-map"], "neighbour-map");
    if (!map || !sameColumns(map, columns)) continue;
    const isSameMatrix = [...read].every(([stage, { receipt }]) => map.receipt.inputs[stage] === receipt.key);
    if (!isSameMatrix) return goOnFrom(run, map) ?? { resources: {} };
    const before = (map.receipt.params as { readonly earlier?: string }).earlier;
    if (before === undefined) return { resources: {} };
    return goOnFrom(run, find(run, before, "neighbour-map")) ?? goOnFrom(run, map) ?? { resources: {} };
  }
  return { resources: {} };
}

/** Undefined where the users that it was made from are not there any more. */
function goOnFrom(run: Run, map: Artefact | undefined): EarlierMap | undefined {
  const features = map && find(run, map.receipt.inputs.features, "features");
  if (!map || !features) return undefined;
  return { earlierMap: map.receipt.key, resources: { earlierMap: { map: map.folder, features: features.folder } } };
}

function sameColumns({ folder }: Artefact, columns: readonly string[]): boolean {
  const before: NeighbourMapSummary = JSON.parse(readFileSync(join(folder, "neighbour-map.json"), "utf8"));
  return before.columns.join("\n") === columns.join("\n");
}

async function candidates({
  workspaceId,
  datasetId,
  number,
  rerunOf,
}: Run): Promise<Pick<Run, "workspaceId" | "keys">[]> {
  const where = { workspaceId, datasetId, kind: "segment", status: "done", number: { lt: number } };
  const select = { id: true, workspaceId: true, keys: true };
  const repeated = rerunOf === null ? null : await db().run.findFirst({ where: { ...where, id: rerunOf }, select });
  const newest = await db().run.findMany({ where, orderBy: { number: "desc" }, select, take: most });
  return repeated ? [repeated, ...newest] : newest;
}

function entryOf(stage: string, artefact: Artefact | undefined): [string, Artefact][] {
  return artefact ? [[stage, artefact]] : [];
}

function find({ workspaceId }: Pick<Run, "workspaceId">, key: string | undefined, stage: string): Artefact | undefined {
  return key === undefined ? undefined : artefacts().find(workspaceId as WorkspaceId, stage, key as StageKey);
}

function keysOf({ keys }: Pick<Run, "keys">): Readonly<Record<string, string>> {
  return keys as Record<string, string>;
}
