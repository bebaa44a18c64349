import { describePrice } from "../clustering/constraints/price.ts";
import type { DrawnTree } from "../clustering/density/drawn-tree.ts";
import type { ClusteringSummary } from "../clustering/schema.ts";
import type { TopTree } from "../clustering/tree-schema.ts";
import type { Localised } from "../core/localised.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import type { FeaturesSummary } from "../features/schema.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import type { ConsensusData } from "./consensus-schema.ts";
import { countEn } from "./fractions.ts";
import { areRows, countPeople } from "./people.ts";
import type { ReportDraft, SegmentsSummary } from "./schema.ts";

export interface ReportInput {
  readonly ingest: IngestSummary;
  readonly features: FeaturesSummary;
  readonly clustering: Pick<ClusteringSummary, "notes" | "fits">;
  readonly evaluation: EvaluationSummary;
  readonly summary: SegmentsSummary;
  readonly people: Localised;
  readonly algorithm: Localised;
  readonly map: ReportDraft["map"];
  readonly condensed: DrawnTree | null;
  readonly tree: TopTree | null;
  readonly consensus: ConsensusData | null;
  readonly blocks: ReportDraft["blocks"];
  readonly silhouetteCurves: ReportDraft["silhouetteCurves"];
  readonly silhouetteBelow: ReportDraft["silhouetteBelow"];
}

/** Everything the report draws but for what the runner knows: files, seed, date and time taken. */
export function draftReport(input: ReportInput): ReportDraft {
  const { ingest, features, clustering, evaluation, summary, people, algorithm, map, blocks, silhouetteCurves } = input;
  const { mean, standardError, sample } = evaluation.silhouette;
  const reach = clustering.fits[0]?.reach;
  return {
    title: describeRun(summary, people),
    currency: ingest.currency,
    ingest: pickIngest(ingest),
    wholesale: features.wholesale,
    notes: [
      ...features.notes,
      ...clustering.notes,
      ...describePrice(clustering.fits, evaluation.k),
      ...notePlaced(evaluation.placed, people),
    ],
    referenceDate: features.referenceDate,
    algorithm,
    k: evaluation.k,
    chosenBy: evaluation.chosenBy,
    fits: evaluation.fits.flatMap((fit) => (fit.silhouette === null ? [] : [{ ...fit, silhouette: fit.silhouette }])),
    silhouette: { mean, standardError, sample },
    ...(evaluation.judges ? { judges: evaluation.judges } : {}),
    ...(evaluation.windows && !areRows(people) ? { windows: evaluation.windows } : {}),
    ...(reach ? { reach } : {}),
    ...(input.consensus ? { consensus: input.consensus } : {}),
    ...(input.tree ? { tree: input.tree } : {}),
    ...(input.condensed ? { condensed: input.condensed } : {}),
    summary,
    map,
    blocks,
    silhouetteCurves,
    silhouetteBelow: input.silhouetteBelow,
  };
}

function describeRun({ users, segments }: SegmentsSummary, people: Localised): Localised {
  const count = countPeople(users, people);
  const fixed = segments.filter((segment) => segment.fixed).length;
  const words = (n: number) => countEn(n).toLowerCase();
  const split =
    fixed === 0 ? { en: "", zh: "" } : { en: `, ${words(fixed)} of them fixed`, zh: `（其中 ${fixed} 个为固定人群）` };
  return {
    en: `${count.en} in ${words(segments.length)} segments${split.en}`,
    zh: `${count.zh}，${segments.length} 个人群${split.zh}`,
  };
}

function notePlaced(placed: number, people: Localised): Localised[] {
  if (!(placed > 0)) return [];
  const count = countPeople(placed, people);
  const en = `Missing a feature: ${count.en}, put in the segment nearest by the features they have.`;
  return [{ en, zh: `${count.zh}缺少部分特征，按已有特征归入最接近的人群。` }];
}

function pickIngest(ingest: IngestSummary): ReportDraft["ingest"] {
  const { rowsIn, rowsStored, rowsSetAside, setAside, revenue, knownUsers, buyers } = ingest;
  const { duplicates, nonProducts, leftOutByStatus, period, notes, unit } = ingest;
  const counts = { rowsIn, rowsStored, rowsSetAside, setAside, revenue, knownUsers, buyers };
  return { ...counts, ...(unit ? { unit } : {}), duplicates, nonProducts, leftOutByStatus, period, notes };
}
