import type { FixedSegment, PairRule } from "../../lib/clustering/rules-schema.ts";
import { mayBeLabel } from "../../lib/evaluation/schema.ts";
import type { IngestSummary } from "../../lib/ingest/schema.ts";
import type { RerunRun, RunConfig, RunOptions } from "../../lib/runs/schema.ts";

/** Settings of a run on their way to the server: its config but for the tables. */
export interface RunDraft {
  readonly features: RunConfig["features"];
  readonly embedding: RunConfig["embedding"];
  readonly clustering: ClusteringDraft;
  readonly evaluation: RunConfig["evaluation"];
  readonly seed: number;
}

/** The algorithm, its params by name, and rules that people set. */
export interface ClusteringDraft {
  readonly fixed?: readonly FixedSegment[] | undefined;
  readonly pairs?: readonly PairRule[] | undefined;
  readonly [setting: string]: number | string | readonly FixedSegment[] | readonly PairRule[] | undefined;
}

/** A param of the draft, its default where the draft has none. */
export function paramValue(
  clustering: ClusteringDraft,
  { name, default: standard }: { readonly name: string; readonly default: number | string },
): number | string {
  const value = clustering[name];
  return typeof value === "number" || typeof value === "string" ? value : standard;
}

interface JsonSchema {
  readonly default?: unknown;
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
}

/** Range and default of one number of the config, as its schema has them. */
export interface NumberRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
  readonly isWhole: boolean;
}

function schemaAt(options: RunOptions, path: readonly string[]): JsonSchema | undefined {
  let at: JsonSchema | undefined = options.schema as JsonSchema;
  for (const key of ["config", ...path]) at = partOf(at?.properties?.[key]);
  return at;
}

/** What may be null has its parts one step below. */
function partOf(schema: JsonSchema | undefined): JsonSchema | undefined {
  return schema?.anyOf?.find(({ properties }) => properties !== undefined) ?? schema;
}

/** What a part of the config is where nobody says otherwise. */
function defaultsOf(schema: JsonSchema | undefined): unknown {
  if (schema?.properties === undefined) return schema?.default;
  return Object.fromEntries(Object.entries(schema.properties).map(([name, own]) => [name, defaultsOf(own)]));
}

/** path: keys below the config, e.g. ["evaluation", "nullClouds"]. */
export function rangeOf(options: RunOptions, path: readonly string[]): NumberRange {
  const at = schemaAt(options, path);
  return {
    minimum: at?.minimum ?? 0,
    maximum: at?.maximum ?? Number.MAX_SAFE_INTEGER,
    default: typeof at?.default === "number" ? at.default : 0,
    isWhole: at?.type === "integer",
  };
}

/** The defaults, good enough to start at once: texts are used where most people wrote some. */
export function newDraft(
  options: RunOptions,
  tables: IngestSummary["tables"] | undefined,
  unit?: IngestSummary["unit"],
): RunDraft {
  const [algorithm] = options.algorithms;
  const embedding = defaultsOf(schemaAt(options, ["embedding"])) as RunDraft["embedding"];
  const wrote = coverageOf(tables, "texts").share >= leastShare;
  const standard = (path: readonly string[]) => rangeOf(options, path).default;
  return {
    features: { referenceDate: null, wholesale: "keep", treatments: {} },
    embedding: { ...embedding, text: { ...embedding.text, encoder: wrote ? "embedded" : "none" } },
    // Three to ten groups are a shop's default; measurements of anything may be of two, or of more.
    clustering: algorithm
      ? settingsOf(algorithm, unit === "row" ? { kMin: 2, kMax: Math.min(20, algorithm.clusters?.maximum ?? 20) } : {})
      : { algorithm: "" },
    evaluation: {
      nullClouds: standard(["evaluation", "nullClouds"]),
      exactUpTo: standard(["evaluation", "exactUpTo"]),
      sampleSize: standard(["evaluation", "sampleSize"]),
      judges: "quick",
      outOfTime: false,
      umap: null,
    },
    seed: standard(["seed"]),
  };
}

export function draftOf({ features, embedding, clustering, evaluation, seed }: RunConfig): RunDraft {
  return { features, embedding, clustering: clustering as unknown as RunDraft["clustering"], evaluation, seed };
}

/** From this share of people on a block of texts or events enters the distances. */
export const leastShare = 0.5;

export interface Coverage {
  readonly rows: number;
  /** Of the people of the dataset, those who have any: 0…1. */
  readonly share: number;
}

/**
 * How many of a dataset's people left texts or events. Several tables of a kind need not be by different people: the
 * largest counts, which is a lower bound.
 */
export function coverageOf(
  tables: IngestSummary["tables"] | undefined,
  kind: "transactions" | "events" | "texts",
): Coverage {
  const own = (tables ?? []).filter((table) => table.kind === kind);
  const people = (tables ?? []).filter((table) => table.matched === null).map(({ users }) => users);
  const everybody = Math.max(1, ...people);
  return {
    rows: own.reduce((sum, { rows }) => sum + rows, 0),
    share: Math.min(1, Math.max(0, ...own.map(({ users, matched }) => (matched ?? users) / everybody))),
  };
}

export type LabelsDraft = NonNullable<RunDraft["evaluation"]["labels"]>;

/** Columns of the tables that could be told from all else, and the one that is told unless somebody says otherwise. */
export function labelColumns(tables: IngestSummary["tables"] | undefined): {
  readonly names: readonly string[];
  readonly standard: string | undefined;
} {
  const columns = (tables ?? []).flatMap(({ kind, columns: own }) => own.filter(({ role }) => mayBeLabel(kind, role)));
  return {
    names: [...new Set(columns.map(({ name }) => name))],
    standard: columns.find(({ role }) => role === "label")?.name,
  };
}

/** What a run of the draft would try to tell, with its column named; null: nothing. */
export function labelsOf(
  draft: RunDraft,
  options: RunOptions,
  tables: IngestSummary["tables"] | undefined,
): LabelsDraft | null {
  const { labels } = draft.evaluation;
  const column = labels === null ? undefined : (labels?.column ?? labelColumns(tables).standard);
  if (column === undefined) return null;
  return { ...standardLabels(options), ...labels, column };
}

export function standardLabels(options: RunOptions): LabelsDraft {
  return defaultsOf(schemaAt(options, ["evaluation", "labels"])) as LabelsDraft;
}

/** Names of columns are those of one dataset; with another one its own label is told. */
export function forOtherTables(draft: RunDraft): RunDraft {
  const { labels: _, ...evaluation } = draft.evaluation;
  return { ...draft, evaluation };
}

export interface FeatureChoice {
  readonly id: string;
  readonly label: { readonly en: string; readonly zh: string };
  readonly help: { readonly en: string; readonly zh: string } | null;
  readonly use: boolean;
  /** Not even computed where it is off. */
  readonly onRequest: boolean;
  /** Its values are names, which are neither high nor low. */
  readonly isCategory: boolean;
}

/** Features that the dataset's tables can give: those of orders, and the users' own columns, which only describe beside those. */
export function featureChoices(options: RunOptions, tables: IngestSummary["tables"] | undefined): FeatureChoice[] {
  const hasOrders = !tables || tables.some(({ kind }) => kind === "transactions");
  const own = (tables ?? [])
    .filter(({ kind }) => kind === "users")
    .flatMap(({ columns }) => columns.filter(({ role }) => role === "number" || role === "category"));
  return [
    ...(hasOrders
      ? options.features.map(({ id, label, help, unused, use, onRequest }) => ({
          id,
          label,
          help: unused ?? help,
          use,
          onRequest,
          isCategory: false,
        }))
      : []),
    ...own.map(({ parquet, name, role }) => ({
      ...{ id: parquet, label: { en: name, zh: name }, help: null, use: !hasOrders },
      ...{ onRequest: false, isCategory: role === "category" },
    })),
  ];
}

export function isFeatureUsed(draft: RunDraft, { id, use }: FeatureChoice): boolean {
  return draft.features.treatments[id]?.use ?? use;
}

/** Features that a run of the draft will know of everybody, so that rules may speak of them: a label that is told is none. */
export function ruleChoices(
  draft: RunDraft,
  options: RunOptions,
  tables: IngestSummary["tables"] | undefined,
): FeatureChoice[] {
  const told = labelsOf(draft, options, tables)?.column;
  const others = tables?.map((table) => ({ ...table, columns: table.columns.filter(({ name }) => name !== told) }));
  return featureChoices(options, others).filter((choice) => !choice.onRequest || isFeatureUsed(draft, choice));
}

/** With one feature switched; a switch back to the default leaves no trace in the config. */
export function switchFeature(draft: RunDraft, choice: FeatureChoice, isOn: boolean): RunDraft {
  const { [choice.id]: treatment, ...others } = draft.features.treatments;
  const { use: _, ...rest } = treatment ?? {};
  const next = isOn === choice.use ? rest : { ...rest, use: isOn };
  const treatments = Object.keys(next).length > 0 ? { ...others, [choice.id]: next } : others;
  return { ...draft, features: { ...draft.features, treatments } };
}

type AlgorithmOption = Pick<RunOptions["algorithms"][number], "params">;

/** Params that mean something beside the others' values. */
export function meantParams({ params }: AlgorithmOption, settings: RunDraft["clustering"]) {
  return params.filter(({ onlyWith }) => onlyWith?.values.includes(String(settings[onlyWith.param])) ?? true);
}

/** What means nothing beside the others' values goes back to its default. */
export function settle(algorithm: AlgorithmOption, settings: RunDraft["clustering"]): RunDraft["clustering"] {
  const meant = meantParams(algorithm, settings);
  const rest = algorithm.params.filter((param) => !meant.includes(param));
  return { ...settings, ...Object.fromEntries(rest.map(({ name, default: value }) => [name, value])) };
}

/**
 * Params belong to their algorithm: with another one, how many segments and people's rules are kept. One that cannot keep to them says
 * so (`lostRules`), and the server refuses it.
 */
export function settingsOf(
  { id, clusters, params }: RunOptions["algorithms"][number],
  { k = "auto", kMin = 3, kMax = 10, ...before }: RunDraft["clustering"] = {},
): RunDraft["clustering"] {
  const { fixed = [], pairs = [] } = before;
  return {
    algorithm: id,
    ...(clusters ? { k, kMin, kMax } : {}),
    ...Object.fromEntries(params.map(({ name, default: value }) => [name, value])),
    ...limitsOf(before),
    ...(fixed.length > 0 ? { fixed } : {}),
    ...(pairs.length > 0 ? { pairs } : {}),
  };
}

/** Limits of size that are set. */
export function limitsOf({ smallest, largest }: ClusteringDraft): ClusteringDraft {
  return {
    ...(Number(smallest ?? 0) > 0 ? { smallest } : {}),
    ...(Number(largest ?? 1) < 1 ? { largest } : {}),
  };
}

const rules: readonly string[] = ["fixed", "pairs", "smallest", "largest"];

/** Everything as in the draft, for a run that is done again. */
export function changesOf(draft: RunDraft, before: Pick<RunConfig, "clustering">): RerunRun["changes"] {
  return {
    features: { ...draft.features },
    embedding: { ...draft.embedding },
    clustering: changedClustering(draft.clustering, before.clustering),
    evaluation: { ...draft.evaluation },
    seed: draft.seed,
  };
}

/** A rule that is gone is taken back. Lists of people are long, so a rule that stays is not sent. */
export function changedClustering(clustering: ClusteringDraft, before: RunConfig["clustering"]) {
  const others = Object.entries(clustering).filter(([name]) => !rules.includes(name));
  const changed = rules.filter((name) => clustering[name] !== before[name]);
  return Object.fromEntries([...others, ...changed.map((name) => [name, clustering[name] ?? null])]);
}

/** The draft for what asks nobody by name: of each list of people its first, and no pair of two who look alike as they are masked. */
export function withoutLists({ clustering, ...draft }: RunDraft): RunDraft {
  const fixed = clustering.fixed?.map((one) => (one.users ? { ...one, users: one.users.slice(0, 1) } : one));
  const pairs = clustering.pairs?.filter((pair) => {
    const [a, b] = "together" in pair ? pair.together : pair.apart;
    return a !== b || !a.includes("•••");
  });
  return { ...draft, clustering: { ...clustering, ...(fixed && { fixed }), ...(pairs && { pairs }) } };
}
