import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Localised } from "../core/localised.ts";
import type { WorkspaceScope } from "../core/scope.ts";
import type { Need } from "../features/extractor.ts";
import { extractors } from "../features/extractors/index.ts";
import type { FeaturesSummary } from "../features/schema.ts";
import { findIngested, getVersion } from "../ingest/data.ts";
import { asProblem } from "../ingest/dataset-rows.ts";
import { artefacts } from "../platform/artefacts.ts";
import { db } from "../platform/db.ts";
import { stageKey } from "./execute.ts";
import { parseConfig } from "./read-config.ts";
import { stages } from "./stages.ts";
import type { VersionFeature, VersionFeaturesDto } from "./version-schema.ts";

const needed: Readonly<Record<Need, Localised>> = {
  amount: { en: "The files have no amounts.", zh: "文件中没有金额。" },
  quantity: { en: "The files have no quantities.", zh: "文件中没有数量。" },
  item: { en: "The files do not say what was bought.", zh: "文件中没有商品信息。" },
};

const empty = { users: null, referenceDate: null, features: [], notes: [], problem: null };

/**
 * What a run with the default settings would compare people by. Reading a dataset builds it, under the key that such a run
 * looks for. @throws NOT_FOUND
 */
export async function getVersionFeatures(
  scope: WorkspaceScope,
  datasetId: string,
  number: number,
): Promise<VersionFeaturesDto> {
  const { summary: ingest } = await getVersion(scope, datasetId, number);
  const { key: ingestKey } = await findIngested(scope, datasetId, number);
  const summary = readFeatures(scope, ingestKey);
  if (summary) {
    const { users, referenceDate, notes } = summary;
    const hasOrders = ingest.tables.some(({ kind }) => kind === "transactions");
    const features = [...summary.features.map(asFeature), ...(hasOrders ? unavailable(summary) : [])];
    return { state: "ready", users, referenceDate, features, notes: [...notes], problem: null };
  }
  const [run] = await db().run.findMany({
    where: { version: { datasetId, number }, stage: "features", config: { path: ["features"], equals: defaults() } },
    orderBy: { createdAt: "asc" },
    take: 1,
  });
  if (run?.status === "queued" || run?.status === "running") return { state: "working", ...empty };
  if (run?.status === "failed") return { state: "failed", ...empty, problem: asProblem(run.error) };
  return { state: "none", ...empty };
}

function defaults() {
  return JSON.parse(JSON.stringify(parseConfig({}).features)) as object;
}

/** Of a run over the features alone, or of one with other blocks beside them: both build the same, where there are any. */
function readFeatures({ workspaceId }: WorkspaceScope, ingest: string): FeaturesSummary | undefined {
  const stage = stages.find(({ name }) => name === "features");
  if (!stage) return undefined;
  const ingested = { tables: [], hashes: [], personal: "apart" } as const;
  const text = { model: null, endpoint: null };
  for (const config of [{}, { embedding: { text: { encoder: "embedded" } } }]) {
    const params = stage.params({ config: parseConfig(config), ingest: ingested, text });
    const found = artefacts().find(workspaceId, stage.name, stageKey(workspaceId, stage, params, { ingest }));
    if (found) return JSON.parse(readFileSync(join(found.folder, "features.json"), "utf8")) as FeaturesSummary;
  }
  return undefined;
}

function asFeature({
  id,
  label,
  help,
  coverage,
  inMatrix,
  leftOut,
}: FeaturesSummary["features"][number]): VersionFeature {
  return { id, label, help, coverage, isUsed: inMatrix, reason: inMatrix ? null : leftOut };
}

/** Features of the registry that these files cannot give. Those that only a config asks for are not missed. */
function unavailable({ features }: FeaturesSummary): VersionFeature[] {
  const there = new Set(features.map(({ id }) => id));
  return extractors
    .filter(({ id, onRequest }) => !onRequest && !there.has(id))
    .map(({ id, label, help, needs }) => {
      const [first] = needs;
      return { id, label, help, coverage: null, isUsed: false, reason: first === undefined ? null : needed[first] };
    });
}
