import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { readNumbers } from "../clustering/stored-arrays.ts";
import { CladeError } from "../core/errors.ts";
import type { Localised } from "../core/localised.ts";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import type { Stage, StageContext } from "../core/stage.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import type { FeatureInfo, FeaturesSummary } from "../features/schema.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { relateFeatures } from "./correlation.ts";
import { describeSegment } from "./line.ts";
import { drawMap, drawSilhouettes } from "./map-data.ts";
import { nameSegments } from "./naming.ts";
import { type Profile, profileSegments } from "./profile.ts";
import { shareRevenue } from "./revenue.ts";
import type { ReportDraft, Segment, SegmentsParams, SegmentsSummary } from "./schema.ts";
import { segmentsCsv } from "./segments-csv.ts";
import { readJson, readUsers } from "./stored-users.ts";
import { judgeSegments } from "./verdict.ts";

const customers: Localised = { en: "customers", zh: "客户" };
const users: Localised = { en: "users", zh: "用户" };

/** Names, profiles and the verdict of the chosen fit: segments.json, segments.csv, report.json. */
export const segmentsStage: Stage<SegmentsParams> = {
  name: "segments",
  version: 1,
  label: { en: "Naming segments", zh: "命名人群" },
  run: runSegments,
};

async function runSegments(params: SegmentsParams, context: StageContext): Promise<void> {
  const ingest = readJson<IngestSummary>(join(context.input("ingest"), "ingest.json"));
  const features = readJson<FeaturesSummary>(join(context.input("features"), "features.json"));
  const evaluation = readJson<EvaluationSummary>(join(context.input("evaluation"), "evaluation.json"));
  const n = evaluation.users;
  const file = (name: string) => join(context.input("evaluation"), name);
  const labels = readNumbers(file("labels.i32"), new Int32Array(n));
  const silhouette = readNumbers(file("silhouette.f32"), new Float32Array(n));
  const coordinates = readNumbers(file("coordinates.f32"), new Float32Array(2 * n));
  const matrix: Matrix = {
    data: new Float32Array(n * features.matrixColumns.length),
    rows: n,
    cols: features.matrixColumns.length,
  };
  readNumbers(join(context.input("features"), "matrix.f32"), matrix.data);
  const { ids, columns, revenue } = await readUsers(
    context,
    features.features.map(({ id }) => id),
    n,
  );
  context.progress({ fraction: 0.4, sentence: { en: "Naming segments", zh: "正在命名人群" }, rows: n });

  const matrixIndex = features.features.map(({ id }) => features.matrixColumns.indexOf(id));
  const clustered = { labels, k: evaluation.k, columns, matrix, matrixIndex };
  const profile = profileSegments(clustered);
  const related = relateFeatures(clustered);
  const people = ingest.tables.some(({ kind }) => kind === "transactions") ? customers : users;
  const summary = summarise({
    ingest,
    features,
    evaluation,
    profile,
    related,
    people,
    revenue: shareRevenue(revenue, labels, evaluation.k),
  });
  const report: ReportDraft = {
    title: summary.verdict.sentence,
    currency: ingest.currency,
    ingest: pickIngest(ingest),
    wholesale: features.wholesale,
    notes: features.notes,
    referenceDate: features.referenceDate,
    algorithm: params.algorithm ?? "k-means",
    k: evaluation.k,
    chosenBy: evaluation.chosenBy,
    fits: evaluation.fits,
    silhouette: evaluation.silhouette,
    summary,
    map: drawMap(
      {
        ids,
        labels,
        k: evaluation.k,
        coordinates,
        silhouette,
        explained: evaluation.explained,
        cards: chooseCards(features.features, columns),
      },
      createRandom(params.seed).fork("map"),
    ),
    silhouetteCurves: drawSilhouettes(silhouette, labels, evaluation.k),
  };
  writeFileSync(join(context.out, "segments.json"), JSON.stringify(summary));
  writeFileSync(join(context.out, "report.json"), JSON.stringify(report));
  writePieces(
    join(context.out, "segments.csv"),
    segmentsCsv({ ids, labels, silhouette, names: summary.segments.map(({ name }) => name) }),
  );
  context.progress({ fraction: 1, sentence: { en: "Segments named", zh: "人群已命名" }, rows: n });
}

interface Parts {
  readonly ingest: IngestSummary;
  readonly features: FeaturesSummary;
  readonly evaluation: EvaluationSummary;
  readonly profile: Profile;
  readonly related: (first: number, second: number) => number;
  readonly people: Localised;
  readonly revenue: readonly number[] | null;
}

function summarise({ ingest, features, evaluation, profile, related, people, revenue }: Parts): SegmentsSummary {
  const names = nameSegments({
    features: features.features,
    profiles: profile.segments,
    overall: profile.overall,
    coverage: profile.coverage,
    related,
    people,
  });
  const total = profile.sizes.reduce((sum, size) => sum + size, 0);
  const segments = profile.segments.map((rows, id): Segment => {
    const size = profile.sizes[id] ?? 0;
    return {
      id,
      name: names[id] ?? people,
      line: describeSegment({
        features: features.features,
        profile: rows,
        coverage: profile.coverage[id] ?? [],
        related,
        currency: ingest.currency,
      }),
      size,
      share: total > 0 ? size / total : 0,
      revenueShare: revenue?.[id] ?? null,
      silhouette: evaluation.silhouette.bySegment[id] ?? null,
      profile: rows,
    };
  });
  const verdict = judgeSegments({ evaluation, segments, people });
  return { users: total, segments, features: features.features, overall: profile.overall, verdict };
}

/** The hover card shows the first five features that are in the matrix, or the first five of all. */
function chooseCards(features: readonly FeatureInfo[], columns: readonly Float64Array[]) {
  const all = features.flatMap((info, at) => {
    const column = columns[at];
    return column
      ? [{ feature: info.id, decimals: info.unit === "share" ? 3 : info.decimals, column, isIn: info.inMatrix }]
      : [];
  });
  return [...all.filter(({ isIn }) => isIn), ...all.filter(({ isIn }) => !isIn)].slice(0, 5);
}

function pickIngest(ingest: IngestSummary): ReportDraft["ingest"] {
  const { rowsIn, rowsStored, rowsSetAside, setAside, revenue, knownUsers, buyers } = ingest;
  const { duplicates, nonProducts, leftOutByStatus, period, notes } = ingest;
  return {
    rowsIn,
    rowsStored,
    rowsSetAside,
    setAside,
    revenue,
    knownUsers,
    buyers,
    duplicates,
    nonProducts,
    leftOutByStatus,
    period,
    notes,
  };
}

function writePieces(path: string, pieces: Iterable<string>): void {
  const handle = openSync(path, "wx");
  try {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece);
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    }
  } catch (error) {
    throw error instanceof CladeError ? error : new CladeError("DISK_FULL", {}, error);
  } finally {
    closeSync(handle);
  }
}
