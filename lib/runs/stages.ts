import { basename } from "node:path";
import type { Localised } from "../core/localised.ts";
import type { Stage, StageResources } from "../core/stage.ts";
import { usesAdapter, usesBehaviour, usesBlocks, usesText } from "../embedding/used-blocks.ts";
import type { IngestParams } from "../ingest/schema.ts";
import type { RunConfig } from "./schema.ts";
import {
  adaptParams,
  behaviourParams,
  blockDimensions,
  blockWeights,
  featuresParams,
  largestK,
  matrixOf,
  type RunContent,
  segmentsForTree,
  textChoice,
  textParams,
  usedStages,
  usefulnessClustering,
} from "./stage-params.ts";

/** What has a process of its own: the stages of a run, and looks at files before anything is read. */
export type ProcessName = StageName | "preview" | "experiment-preview" | "experiment";

export type StageName =
  | "ingest"
  | "features"
  | "text"
  | "adapt"
  | "behaviour"
  | "fusion"
  | "labels"
  | "clustering"
  | "evaluation"
  | "contribution"
  | "usefulness"
  | "match"
  | "neighbour-map"
  | "segments";

export interface PreparedRun extends RunContent {
  /** Of its files, unpacked, about: what bounds its processes' memory. */
  readonly inputBytes: number;
  readonly resources: StageResources;
}

export interface StageEntry {
  readonly name: StageName;
  /** Goes up whenever the same params would give other bytes. */
  readonly version: number;
  readonly label: Localised;
  /** Earlier stages whose artefacts it reads, where the run has them. */
  readonly inputs: readonly StageName[];
  /** Does a run with this config go through it? Absent: every run does. */
  isPart?(config: Pick<RunConfig, "embedding" | "evaluation">): boolean;
  params(run: RunContent): unknown;
  /** What of the params enters the key, where that is not all of them: bytes count, paths do not. */
  keyParams?(run: RunContent): unknown;
  /** Loaded in the stage's own process only: engines are not paid for by the host. */
  load(): Promise<Stage<never>>;
  /** Its share of a usual run's time, for one fraction of the whole. */
  readonly weight: number;
}

/** What is started as a process: a name, and what it loads. */
export type ProcessEntry = Pick<StageEntry, "load"> & { readonly name: ProcessName };

/** What works alone, outside of the chain of a run. */
export type LoneEntry = ProcessEntry & Pick<StageEntry, "version">;

/** The chain of a run, in order; the one list of stages. */
export const stages: readonly StageEntry[] = [
  {
    name: "ingest",
    version: 5,
    weight: 0.3,
    label: { en: "Reading files", zh: "读取文件" },
    inputs: [],
    params: ({ ingest }) => ingest,
    keyParams: ({ ingest }) => withoutFolders(ingest),
    load: async () => (await import("../ingest/run.ts")).ingestStage as Stage<never>,
  },
  {
    name: "features",
    version: 7,
    weight: 0.1,
    label: { en: "Building features", zh: "构建特征" },
    inputs: ["ingest"],
    params: featuresParams,
    load: async () => (await import("../features/run.ts")).featuresStage as Stage<never>,
  },
  {
    name: "text",
    version: 4,
    weight: 1,
    label: { en: "Reading what people wrote", zh: "理解用户文字" },
    inputs: ["ingest", "features"],
    isPart: ({ embedding }) => usesText(embedding),
    params: textParams,
    load: async () => (await import("../embedding/text/run.ts")).textStage as Stage<never>,
  },
  {
    name: "adapt",
    version: 2,
    weight: 0.5,
    label: { en: "Learning from labels", zh: "学习标签" },
    inputs: ["ingest", "features", "text"],
    isPart: ({ embedding }) => usesAdapter(embedding),
    params: adaptParams,
    load: async () => (await import("../evaluation/adapter/run.ts")).adaptStage as Stage<never>,
  },
  {
    name: "behaviour",
    version: 4,
    weight: 2,
    label: { en: "Learning what people do", zh: "学习用户行为" },
    inputs: ["ingest", "features"],
    isPart: ({ embedding }) => usesBehaviour(embedding),
    params: behaviourParams,
    load: async () => (await import("../embedding/behaviour/run.ts")).behaviourStage as Stage<never>,
  },
  {
    name: "fusion",
    version: 4,
    weight: 0.05,
    label: { en: "Joining what is known", zh: "融合各类信息" },
    inputs: ["features", "text", "adapt", "behaviour"],
    isPart: ({ embedding }) => usesBlocks(embedding),
    params: ({ config }) => ({
      weights: blockWeights(config),
      dimensions: blockDimensions(config),
      ...textChoice(config),
      ...(config.embedding.fusion === "late" ? { late: { k: largestK(config.clustering), seed: config.seed } } : {}),
    }),
    load: async () => (await import("../embedding/run.ts")).fusionStage as Stage<never>,
  },
  {
    name: "labels",
    version: 7,
    weight: 1,
    label: { en: "Trying to tell labels", zh: "检验标签预测" },
    inputs: ["ingest", "features", "text", "behaviour"],
    isPart: ({ evaluation }) => evaluation.labels != null,
    params: ({ config }) => ({
      ...config.evaluation.labels,
      blocks: blockWeights(config),
      dimensions: blockDimensions(config),
      k: config.clustering.k === "auto" ? segmentsForTree : config.clustering.k,
      seed: config.seed,
    }),
    load: async () => (await import("../evaluation/labels/run.ts")).labelsStage as Stage<never>,
  },
  {
    name: "clustering",
    version: 10,
    weight: 0.3,
    label: { en: "Finding segments", zh: "划分人群" },
    inputs: ["features", "fusion"],
    params: ({ config }) => ({ ...config.clustering, seed: config.seed, ...matrixOf(config) }),
    load: async () => (await import("../clustering/run.ts")).clusteringStage as Stage<never>,
  },
  {
    name: "evaluation",
    version: 15,
    weight: 0.25,
    label: { en: "Checking segments", zh: "检验人群" },
    inputs: ["ingest", "features", "fusion", "clustering"],
    params: (run) => {
      const { config } = run;
      const { labels: _labels, outOfTime: _outOfTime, umap: _umap, ...measures } = config.evaluation;
      const windows = usesBlocks(config.embedding) ? {} : { features: featuresParams(run) };
      return { ...measures, clustering: config.clustering, seed: config.seed, ...matrixOf(config), ...windows };
    },
    load: async () => (await import("../evaluation/run.ts")).evaluationStage as Stage<never>,
  },
  {
    name: "match",
    version: 1,
    weight: 0.05,
    label: { en: "Comparing with the label", zh: "与标签对比" },
    inputs: ["labels", "evaluation"],
    isPart: ({ evaluation }) => evaluation.labels != null,
    params: () => ({}),
    load: async () => (await import("../evaluation/match/run.ts")).matchStage as Stage<never>,
  },
  {
    name: "contribution",
    version: 3,
    weight: 0.1,
    label: { en: "Comparing the blocks", zh: "比较各类信息" },
    inputs: ["features", "text", "adapt", "behaviour", "fusion", "evaluation"],
    isPart: ({ embedding }) => usesBlocks(embedding),
    params: ({ config }) => ({
      weights: blockWeights(config),
      dimensions: blockDimensions(config),
      ...textChoice(config),
      seed: config.seed,
    }),
    load: async () => (await import("../evaluation/contribution/run.ts")).contributionStage as Stage<never>,
  },
  {
    name: "usefulness",
    version: 9,
    weight: 3,
    label: { en: "Judging by what came later", zh: "用之后的结果检验" },
    inputs: ["ingest", "evaluation"],
    isPart: ({ evaluation }) => evaluation.outOfTime === true,
    params: (run) => ({
      features: featuresParams(run),
      ...(usesText(run.config.embedding) ? { text: textParams(run) } : {}),
      ...(usesBehaviour(run.config.embedding) ? { behaviour: behaviourParams(run) } : {}),
      weights: blockWeights(run.config),
      dimensions: blockDimensions(run.config),
      clustering: usefulnessClustering(run.config),
      seed: run.config.seed,
    }),
    load: async () => (await import("../evaluation/usefulness/run.ts")).usefulnessStage as Stage<never>,
  },
  {
    name: "neighbour-map",
    version: 4,
    weight: 1,
    label: { en: "Drawing by nearness", zh: "绘制近邻图" },
    inputs: ["features", "fusion"],
    isPart: ({ evaluation }) => evaluation.umap != null,
    params: ({ config, earlierMap }) => ({
      ...config.evaluation.umap,
      seed: config.seed,
      ...matrixOf(config),
      ...(earlierMap === undefined ? {} : { earlier: earlierMap }),
    }),
    load: async () => (await import("../evaluation/neighbour-map/run.ts")).neighbourMapStage as Stage<never>,
  },
  {
    name: "segments",
    version: 26,
    weight: 0.05,
    label: { en: "Naming segments", zh: "命名人群" },
    inputs: ["ingest", "features", "text", "adapt", "behaviour", "fusion", "clustering", "evaluation", "neighbour-map"],
    params: ({ config }) => ({
      seed: config.seed,
      ...(config.evaluation.umap ? { nearness: true } : {}),
      algorithm: config.clustering.algorithm,
      ...(usesText(config.embedding) ? { similarity: { inCsv: config.outputs.similarity } } : {}),
      ...(usesBlocks(config.embedding) ? { blocks: usedStages(config), ...textChoice(config) } : {}),
    }),
    load: async () => (await import("../segments/run.ts")).segmentsStage as Stage<never>,
  },
];

/** "segment" goes the whole way; "ingest" reads a dataset and builds its features, so that people see what there is. */
export type RunKind = "segment" | "ingest";

const lastOf: Readonly<Record<RunKind, StageName>> = { ingest: "features", segment: "segments" };

/** The stages that a run of a kind and config goes through, in order. */
export function stagesOf(kind: RunKind, config: Pick<RunConfig, "embedding" | "evaluation">): readonly StageEntry[] {
  const own = stages.slice(0, stages.findIndex(({ name }) => name === lastOf[kind]) + 1);
  return own.filter(({ isPart }) => isPart?.(config) ?? true);
}

/** Undefined where the run is done. */
export function stageAfter(kind: RunKind, config: RunConfig, stage: StageName): StageEntry | undefined {
  const own = stagesOf(kind, config);
  return own[own.findIndex(({ name }) => name === stage) + 1];
}

/** Decides what a dataset's files are, for people to correct; it reads their heads only. */
export const previewEntry = {
  name: "preview",
  version: 2,
  limitMb: 3072,
  load: async () => (await import("../ingest/preview.ts")).previewStage as Stage<never>,
} as const satisfies ProcessEntry & { version: number; limitMb: number };

/** Suggests how a finished test's files are to be read; heads only, too. */
export const testPreviewEntry = {
  name: "experiment-preview",
  version: 2,
  limitMb: 3072,
  load: async () => (await import("../experiments/stored-preview.ts")).previewTest as Stage<never>,
} as const satisfies ProcessEntry & { version: number; limitMb: number };

/** Reads a test's results and writes its report. */
export const experimentEntry = {
  name: "experiment",
  version: 12,
  label: { en: "Reading the experiment", zh: "分析实验" },
  load: async () => (await import("../experiments/run.ts")).experimentStage as Stage<never>,
} as const satisfies LoneEntry & { label: Localised };

export const processes: readonly ProcessEntry[] = [...stages, previewEntry, testPreviewEntry, experimentEntry];

function withoutFolders({ tables, ...rest }: IngestParams): IngestParams {
  return { ...rest, tables: tables.map((table) => ({ ...table, files: table.files.map((file) => basename(file)) })) };
}
