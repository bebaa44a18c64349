import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { findAlgorithm } from "../clustering/find-algorithm.ts";
import type { ClusteringSummary } from "../clustering/schema.ts";
import type { Matrix } from "../core/matrix.ts";
import { createRandom } from "../core/random.ts";
import type { Stage, StageContext } from "../core/stage.ts";
import type { TextSummary } from "../embedding/schema.ts";
import { findMatrix } from "../embedding/stored-matrix.ts";
import { readTexts } from "../embedding/text/stored-texts.ts";
import type { NeighbourMapSummary } from "../evaluation/neighbour-map/schema.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import type { FeatureInfo, FeaturesSummary } from "../features/schema.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { readNumbers } from "../platform/number-file.ts";
import { relateFeatures } from "./correlation.ts";
import { personFigures } from "./figures-schema.ts";
import { drawMap, drawSilhouettes, type MapInput, shareBelowZero } from "./map-data.ts";
import { countNearest, groupsOf, nearestSegments } from "./no-segment.ts";
import { profileSegments } from "./profile.ts";
import { draftReport } from "./report-draft.ts";
import { shareRevenue } from "./revenue.ts";
import type { SegmentsParams, SegmentsSummary } from "./schema.ts";
import { apartCsv, segmentsCsv } from "./segments-csv.ts";
import { segmentSimilarity, similarityCsv } from "./similarity.ts";
import { readBlocks } from "./stored-blocks.ts";
import { readCondensedTree } from "./stored-condensed.ts";
import { readConsensus } from "./stored-consensus.ts";
import { readFigures } from "./stored-figures.ts";
import { readApart, readJson, readUsers } from "./stored-users.ts";
import { peopleOf, summariseSegments } from "./summary.ts";
import { listenToSegments } from "./voices.ts";

/**
 * Names, profiles and the verdict of the chosen fit: segments.json, segments.csv, report.json; apart.csv where customers
 * were kept apart; similarity.csv where texts have vectors, and segments-similarity.csv where somebody asked for both in one.
 */
export const segmentsStage: Stage<SegmentsParams> = {
  name: "segments",
  async run({ seed, nearness: isNear, algorithm = "k-means", similarity, blocks: used, ...choice }, context) {
    const { ingest, features, clustering, evaluation, arrays, stored, apart } = await load(context);
    const { users, k, explained } = evaluation;
    const fixed = clustering.fixed ?? [];
    const all = k + fixed.length;
    context.progress({ fraction: 0.4, sentence: { en: "Naming segments", zh: "正在命名人群" }, rows: users });

    const { labels, silhouette, coordinates } = arrays;
    const { ids, columns, revenue } = stored;
    const matrix = { data: arrays.matrix, rows: users, cols: features.matrixColumns.length };
    const matrixIndex = features.features.map(({ id }) => features.matrixColumns.indexOf(id));
    const clustered = { labels, k, columns, matrix, matrixIndex };
    const everybody = groupsOf(labels, all);
    const profile = profileSegments({ ...clustered, labels: everybody, k: all + 1 });
    const revenueShares = shareRevenue(revenue, everybody, all + 1);
    const isWhole = labels.every((label) => label >= 0);
    const nearest = isWhole
      ? labels
      : nearestSegments(readMatrix(context, used !== undefined), labels, evaluation.centres);
    const known = { ingest, features, evaluation, people: peopleOf(ingest) };
    const voices = await hear(context, ingest, labels, all);
    const found = {
      ...known,
      fixed,
      profile,
      related: relateFeatures(clustered),
      revenueShares,
      nearest: countNearest(labels, nearest, all),
    };
    const at = clustering.fits.findIndex((fit) => fit.k === k);
    const figures = readFigures(context.input("clustering"), { at, of: clustering.fits.length }, users);
    const told = personFigures.filter((figure) => figures[figure]);
    const summary: SegmentsSummary = {
      ...summariseSegments(voices ? { ...found, voices } : found),
      ...(told.length > 0 ? { figures: told } : {}),
    };
    const cards = chooseCards(features.features, columns);
    const mapped = { ids, labels, k: all, coordinates, silhouette, explained, cards };
    const nearness = isNear ? { nearness: readNearness(context) } : {};
    const map = drawMap({ ...mapped, ...nearness }, createRandom(seed).fork("map"));
    const silhouetteCurves = drawSilhouettes(silhouette, labels, k);
    const silhouetteBelow = shareBelowZero(silhouette, labels, k);
    const blocks = used ? readBlocks(used, context, choice) : null;
    const condensed = readCondensedTree(context.input("clustering"), labels);
    const consensus = readConsensus(context.input("clustering"), clustering, labels, k);
    const report = draftReport({
      ...known,
      clustering,
      summary,
      algorithm: findAlgorithm(algorithm).label,
      map,
      condensed,
      consensus,
      blocks,
      silhouetteCurves,
      silhouetteBelow,
    });

    writeFileSync(join(context.out, "segments.json"), JSON.stringify(summary));
    writeFileSync(join(context.out, "report.json"), JSON.stringify(report));
    const names = summary.segments.map(({ name }) => name);
    const rows = { ids, labels, silhouette, names, figures, nearest: summary.noise && nearest };
    writePieces(join(context.out, "segments.csv"), segmentsCsv(rows));
    const near = similarity && all > 1 ? compareTexts(context.input(choice.text ?? "text"), labels, all) : undefined;
    if (near) writePieces(join(context.out, "similarity.csv"), similarityCsv(near, all));
    if (near && similarity?.inCsv)
      writePieces(join(context.out, "segments-similarity.csv"), segmentsCsv({ ...rows, similarity: near }));
    if (apart.length > 0) writePieces(join(context.out, "apart.csv"), apartCsv(apart));
    context.progress({ fraction: 1, sentence: { en: "Segments named", zh: "人群已命名" }, rows: users });
  },
};

/** What the segments were made from. */
function readMatrix({ input }: StageContext, isFused: boolean): Matrix {
  const { path, users, columns } = findMatrix(input, isFused ? { matrix: "fusion" } : {});
  return { data: readNumbers(path, new Float32Array(users * columns.length)), rows: users, cols: columns.length };
}

function readNearness({ input }: StageContext): NonNullable<MapInput["nearness"]> {
  const folder = input("neighbour-map");
  const summary = readJson<NeighbourMapSummary>(join(folder, "neighbour-map.json"));
  return { summary, coordinates: readNumbers(join(folder, "coordinates.f32"), new Float32Array(2 * summary.users)) };
}

function compareTexts(folder: string, labels: Int32Array, k: number): Float32Array {
  const { dimension } = readJson<TextSummary>(join(folder, "block.json"));
  const vectors = new Float32Array(labels.length * dimension);
  readNumbers(join(folder, "vectors.f32"), vectors);
  return segmentSimilarity({ data: vectors, rows: labels.length, cols: dimension }, labels, k);
}

async function hear(context: StageContext, { tables }: IngestSummary, labels: Int32Array, k: number) {
  if (!tables.some(({ kind }) => kind === "texts")) return undefined;
  context.progress({ fraction: 0.5, sentence: { en: "Reading what they say", zh: "正在阅读他们的评价" } });
  return listenToSegments(await readTexts(context), labels, k);
}

async function load(context: StageContext) {
  const file = (stage: string, name: string) => join(context.input(stage), name);
  const ingest = readJson<IngestSummary>(file("ingest", "ingest.json"));
  const features = readJson<FeaturesSummary>(file("features", "features.json"));
  const clustering = readJson<ClusteringSummary>(file("clustering", "clustering.json"));
  const evaluation = readJson<EvaluationSummary>(file("evaluation", "evaluation.json"));
  const { users } = evaluation;
  const arrays = {
    labels: readNumbers(file("evaluation", "labels.i32"), new Int32Array(users)),
    silhouette: readNumbers(file("evaluation", "silhouette.f32"), new Float32Array(users)),
    coordinates: readNumbers(file("evaluation", "coordinates.f32"), new Float32Array(2 * users)),
    matrix: readNumbers(file("features", "matrix.f32"), new Float32Array(users * features.matrixColumns.length)),
  };
  const columns = features.features.map(({ id }) => id);
  const stored = await readUsers(context, columns, users);
  const apart = features.wholesale?.apart ? await readApart(context) : [];
  return { ingest, features, clustering, evaluation, arrays, stored, apart };
}

/** The hover card shows the first five features, those in the matrix first. */
function chooseCards(features: readonly FeatureInfo[], columns: readonly Float64Array[]): MapInput["cards"] {
  const cards = features.flatMap(({ id, unit, decimals, inMatrix }, at) => {
    const column = columns[at];
    return column ? [{ feature: id, decimals: unit === "share" ? 3 : decimals, column, inMatrix }] : [];
  });
  return cards.toSorted((a, b) => Number(b.inMatrix) - Number(a.inMatrix)).slice(0, 5);
}

function writePieces(path: string, pieces: Iterable<string>): void {
  const handle = openSync(path, "wx");
  try {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece);
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    }
  } finally {
    closeSync(handle);
  }
}
