import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { findAlgorithm } from "../clustering/find-algorithm.ts";
import type { ClusteringSummary } from "../clustering/schema.ts";
import { readTree } from "../clustering/stored-fits.ts";
import { mostLeaves, topOfTree } from "../clustering/top-of-tree.ts";
import { createRandom } from "../core/random.ts";
import { gatherSourceRows } from "../core/row-source.ts";
import type { Stage, StageContext } from "../core/stage.ts";
import type { TextSummary } from "../embedding/schema.ts";
import { findMatrix } from "../embedding/stored-matrix.ts";
import { readTexts } from "../embedding/text/stored-texts.ts";
import type { NeighbourMapSummary } from "../evaluation/neighbour-map/schema.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import type { FeaturesSummary } from "../features/schema.ts";
import type { IngestSummary } from "../ingest/schema.ts";
import { openRows, readNumbers } from "../platform/number-file.ts";
import { describeFeatures } from "./describe-features.ts";
import { personFigures } from "./figures-schema.ts";
import { drawMap, drawSilhouettes, type MapInput, mostDrawn, sampleRows, shareBelowZero } from "./map-data.ts";
import { countBetween, membershipCsv } from "./membership.ts";
import { countNearest, groupsOf, nearestSegments, noSegment } from "./no-segment.ts";
import { peopleOf } from "./people.ts";
import { groupBySegment } from "./profile.ts";
import { draftReport } from "./report-draft.ts";
import { shareRevenue } from "./revenue.ts";
import type { SegmentsParams, SegmentsSummary } from "./schema.ts";
import { apartCsv, segmentsCsv } from "./segments-csv.ts";
import { segmentSimilarity, similarityCsv } from "./similarity.ts";
import { readBlocks } from "./stored-blocks.ts";
import { readCondensedTree } from "./stored-condensed.ts";
import { readConsensus } from "./stored-consensus.ts";
import { readFigures } from "./stored-figures.ts";
import { openSegmentMembership } from "./stored-membership.ts";
import { openUsers, pickIds, readApart, readJson } from "./stored-users.ts";
import { summariseSegments } from "./summary.ts";
import { listenToSegments, mostTexts } from "./voices.ts";

/**
 * Names, profiles and the verdict of the chosen fit: segments.json, segments.csv, report.json; apart.csv where customers
 * were kept apart; membership.csv where the algorithm says how surely everybody belongs to each; similarity.csv where texts have
 * vectors, and segments-similarity.csv where somebody asked for both in one.
 */
export const segmentsStage: Stage<SegmentsParams> = {
  name: "segments",
  async run({ seed, nearness: isNear, algorithm = "k-means", similarity, blocks: used, ...choice }, context) {
    const { ingest, features, clustering, evaluation, labels, silhouette } = load(context);
    const { users: n, k, explained } = evaluation;
    const fixed = clustering.fixed ?? [];
    const all = k + fixed.length;
    context.progress({ fraction: 0.1, sentence: { en: "Describing segments", zh: "正在描述人群" }, rows: n });

    const everybody = groupsOf(labels, all);
    const groups = groupBySegment(everybody, all + 1);
    const drawn = sampleRows(groups, createRandom(seed).fork("map"), mostDrawn);
    const matrix = openRows(join(context.input("features"), "matrix.f32"), n, features.matrixColumns.length);
    const users = await openUsers(context, n);
    const described = await describeFeatures({ features, users, matrix, groups, labels, k, drawn });
    matrix.close();
    const revenueShares = shareRevenue(await users.column("revenue"), everybody, all + 1);
    context.progress({ fraction: 0.6, sentence: { en: "Naming segments", zh: "正在命名人群" }, rows: n });
    const isWhole = labels.every((label) => label >= 0);
    const nearest = isWhole ? labels : findNearest(context, used !== undefined, labels, evaluation.centres);
    const known = { ingest, features, evaluation, people: peopleOf(ingest) };
    const voices = await hear(context, ingest, labels, all);
    const found = {
      ...known,
      fixed,
      profile: described.profile,
      related: described.related,
      revenueShares,
      nearest: countNearest(labels, nearest, all),
    };
    const at = clustering.fits.findIndex((fit) => fit.k === k);
    const figures = readFigures(context.input("clustering"), { at, of: clustering.fits.length }, n);
    const told = personFigures.filter((figure) => figures[figure]);
    const membership = openSegmentMembership(context.input("clustering"), clustering, labels, k);
    const summary: SegmentsSummary = {
      ...summariseSegments(voices ? { ...found, voices } : found),
      ...(told.length > 0 ? { figures: told } : {}),
      ...(membership ? { between: countBetween(membership.rows, labels, k) } : {}),
    };
    const placesIn = (folder: string) => pickPlaces(join(folder, "coordinates.f32"), n, drawn);
    const map = drawMap({
      ...{ users: n, explained, cards: described.cards, ids: await pickIds(users, drawn) },
      labels: drawn.map((row) => labels[row] ?? noSegment),
      coordinates: placesIn(context.input("evaluation")),
      silhouette: Float32Array.from(drawn, (row) => silhouette[row] ?? Number.NaN),
      ...(isNear ? { nearness: readNearness(context.input("neighbour-map"), placesIn) } : {}),
    });
    const silhouetteCurves = drawSilhouettes(silhouette, groups, k);
    const silhouetteBelow = shareBelowZero(silhouette, labels, k);
    const blocks = used ? readBlocks(used, context, choice) : null;
    const condensed = readCondensedTree(context.input("clustering"), labels);
    const whole = readTree(context.input("clustering"));
    const consensus = readConsensus(context.input("clustering"), clustering, labels, k);
    const report = draftReport({
      ...known,
      clustering,
      summary,
      algorithm: findAlgorithm(algorithm).label,
      map,
      condensed,
      tree: whole && whole.left.length > 1 ? topOfTree(whole, mostLeaves) : null,
      consensus,
      blocks,
      silhouetteCurves,
      silhouetteBelow,
    });

    writeFileSync(join(context.out, "segments.json"), JSON.stringify(summary));
    writeFileSync(join(context.out, "report.json"), JSON.stringify(report));
    const names = summary.segments.map(({ name }) => name);
    const rows = { labels, silhouette, names, figures, nearest: summary.noise && nearest };
    const write = (name: string, pieces: Iterable<string> | AsyncIterable<string>) =>
      writePieces(join(context.out, name), pieces);
    await write("segments.csv", segmentsCsv({ ...rows, ids: users.ids() }));
    if (membership) await write("membership.csv", membershipCsv(users.ids(), membership.rows, labels, k));
    membership?.close();
    if (similarity && all > 1) {
      const vectors = openVectors(context.input(choice.text ?? "text"), n);
      const near = segmentSimilarity(vectors, labels, all);
      await write("similarity.csv", similarityCsv(near, n, all));
      if (similarity.inCsv)
        await write("segments-similarity.csv", segmentsCsv({ ...rows, ids: users.ids(), similarity: near }));
      vectors.close();
    }
    users.close();
    if (features.wholesale?.apart) await write("apart.csv", apartCsv(await readApart(context)));
    context.progress({ fraction: 1, sentence: { en: "Segments named", zh: "人群已命名" }, rows: n });
  },
};

/** Where each would be put by what the segments were made from. */
function findNearest(
  { input }: StageContext,
  isFused: boolean,
  labels: Int32Array,
  centres: readonly (readonly number[])[],
): Int32Array {
  const { path, users, columns } = findMatrix(input, isFused ? { matrix: "fusion" } : {});
  const rows = openRows(path, users, columns.length);
  const nearest = nearestSegments(rows, labels, centres);
  rows.close();
  return nearest;
}

/** Two entries for each of the rows, ascending. */
function pickPlaces(path: string, users: number, rows: Int32Array): Float32Array {
  const places = openRows(path, users, 2);
  const { data } = gatherSourceRows(places, rows);
  places.close();
  return data;
}

function readNearness(folder: string, placesIn: (folder: string) => Float32Array): NonNullable<MapInput["nearness"]> {
  const summary = readJson<NeighbourMapSummary>(join(folder, "neighbour-map.json"));
  return { summary, coordinates: placesIn(folder) };
}

function openVectors(folder: string, users: number): ReturnType<typeof openRows> {
  const { dimension } = readJson<TextSummary>(join(folder, "block.json"));
  return openRows(join(folder, "vectors.f32"), users, dimension);
}

async function hear(context: StageContext, { tables }: IngestSummary, labels: Int32Array, k: number) {
  if (!tables.some(({ kind }) => kind === "texts")) return undefined;
  context.progress({ fraction: 0.5, sentence: { en: "Reading what they say", zh: "正在阅读他们的评价" } });
  return listenToSegments(await readTexts(context, { most: mostTexts }), labels, k);
}

function load({ input }: StageContext) {
  const file = (stage: string, name: string) => join(input(stage), name);
  const evaluation = readJson<EvaluationSummary>(file("evaluation", "evaluation.json"));
  const { users } = evaluation;
  return {
    ingest: readJson<IngestSummary>(file("ingest", "ingest.json")),
    features: readJson<FeaturesSummary>(file("features", "features.json")),
    clustering: readJson<ClusteringSummary>(file("clustering", "clustering.json")),
    evaluation,
    labels: readNumbers(file("evaluation", "labels.i32"), new Int32Array(users)),
    silhouette: readNumbers(file("evaluation", "silhouette.f32"), new Float32Array(users)),
  };
}

async function writePieces(path: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const handle = openSync(path, "wx");
  try {
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece);
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    }
  } finally {
    closeSync(handle);
  }
}
