import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { type DbscanResult, openDbscan } from "../../kernels/dbscan.ts";
import { nearestRows } from "../../kernels/nearest-rows.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { openSpaceCells, type SpaceCells } from "../../kernels/space-cells.ts";
import { clusterMeans } from "../cluster-means.ts";
import { drawRows } from "../density/drawn-rows.ts";
import { joinTouched } from "../density/join-touched.ts";
import { kneeOf } from "../density/knee.ts";
import { algorithm } from "./algorithm.ts";

/** Beyond so many rows, where pairs are too many, so many are drawn, and the others join the groups that they touch. */
const mostRows = 60_000;
const drawn = 50_000;
/** Numbers that may be compared then for the curve of distances, and for the counts: some seconds. */
const mostOfCurve = 1e10;
const mostOfCounts = 3e10;
/** Rows that tell how long the curve takes, and the fewest that it is drawn of. */
const pilotRows = 256;
const fewestOfCurve = 4096;
/** Points of the curve of distances that are kept. */
const curvePoints = 200;

export const dbscan = algorithm({
  id: "dbscan",
  label: { en: "DBSCAN", zh: "DBSCAN 密度聚类" },
  help: {
    en: "Joins users who have enough others within one fixed distance into groups of any shape. Who has too few stays without a segment.",
    zh: "在固定距离内有足够多邻近用户的人连成人群，形状不限；邻近用户太少的不归入人群。",
  },
  clusters: null,
  params: {
    eps: {
      kind: "number",
      minimum: 0.000001,
      maximum: 1_000_000,
      default: "auto",
      label: { en: "Distance", zh: "邻近距离" },
      help: {
        en: "Users within this distance are near. Automatic: where the distances to the last near user begin to rise steeply.",
        zh: "相距不超过此值即为邻近。自动：取邻近距离曲线开始陡升之处。",
      },
    },
    minSamples: {
      kind: "integer",
      minimum: 1,
      maximum: 200,
      default: 10,
      label: { en: "Near users", zh: "邻近用户数" },
      help: {
        en: "A user, counted too, needs so many within the distance to hold a group together.",
        zh: "距离内（含本人）至少有这么多用户，才能连成人群。",
      },
    },
  },
  /**
   * Ester, Kriegel, Sander & Xu 1996. Exact up to 60,000 rows, at worst in O(n²·d) time, and beyond wherever boxes around rows that
   * are near leave few enough of them to compare, which is so in few columns; there the curve of distances is that of as many drawn
   * rows among all as are quickly looked up, 4,096 at least. Else near rows are counted among 50,000 drawn ones, and every other row joins the group it touches.
   * O(n·d) memory.
   */
  async fit(x, _, { eps, minSamples }, { kernels, random, progress }) {
    const asked = { eps, minSamples };
    const whole = x.rows > mostRows ? fitIfCheap(kernels, x, asked, random) : fitAmong(kernels, x, asked);
    progress?.(0.5);
    const sample = whole ? null : drawRows(x, drawn, random.fork("rows"));
    const fit = whole ?? fitAmong(kernels, sample?.x ?? x, asked);
    const labels = sample
      ? joinTouched(kernels, x, sample, fit.found, { eps: fit.eps, random: random.fork("places") })
      : fit.found.labels;
    const { k } = fit.found;
    const notes = [...(eps === "auto" ? [kneeNote(fit.eps)] : []), ...(sample ? [sampleNote] : [])];
    const note = notes.length > 0 ? { note: joinNotes(notes) } : {};
    const reach = { eps: fit.eps, isAutomatic: eps === "auto", minSamples, distances: thin(fit.distances) };
    return [{ k, labels, ...clusterMeans(x, labels, k), iterations: 1, reach, ...note }];
  },
});

interface Asked {
  readonly eps: number | "auto";
  readonly minSamples: number;
}

interface Found {
  readonly found: DbscanResult;
  readonly eps: number;
  /** Of rows to their minSamples-th nearest, themselves counted, ascending. */
  readonly distances: Float64Array;
}

function fitAmong(kernels: Kernels, x: Matrix, { eps, minSamples }: Asked): Found {
  const mark = kernels.mark();
  const cells = openSpaceCells(kernels, x);
  const { distances } = neighbourDistances(kernels, cells, cells, minSamples);
  const chosen = eps === "auto" ? distanceAtKnee(distances) : eps;
  const found = openDbscan(kernels, cells, { eps: chosen, minSamples }).run();
  kernels.release(mark);
  return { found, eps: chosen, distances };
}

/** The same of many rows, with the curve of as many as can be looked up quickly; null where too many pairs would be compared. */
function fitIfCheap(kernels: Kernels, x: Matrix, { eps, minSamples }: Asked, random: Random): Found | null {
  const mark = kernels.mark();
  const cells = openSpaceCells(kernels, x);
  const draw = (rows: number, name: string) =>
    rows < x.rows ? openSpaceCells(kernels, drawRows(x, rows, random.fork(name)).x, cells) : cells;
  const pilot = neighbourDistances(kernels, draw(pilotRows, "pilot"), cells, minSamples);
  const curveRows = Math.min(x.rows, Math.floor((mostOfCurve * pilotRows) / (pilot.pairs * x.cols)));
  let fit: Found | null = null;
  if (curveRows >= fewestOfCurve) {
    const { distances } = neighbourDistances(kernels, draw(curveRows, "curve"), cells, minSamples);
    const chosen = eps === "auto" ? distanceAtKnee(distances) : eps;
    const dense = openDbscan(kernels, cells, { eps: chosen, minSamples });
    if (dense.pairs() * x.cols <= mostOfCounts) fit = { found: dense.run(), eps: chosen, distances };
  }
  kernels.release(mark);
  return fit;
}

/** Distances of rows to their minSamples-th nearest, themselves counted, ascending; pairs of rows that this compared. */
function neighbourDistances(kernels: Kernels, of: SpaceCells, among: SpaceCells, minSamples: number) {
  const mark = kernels.mark();
  const k = Math.min(minSamples, among.rowAt.length);
  const { squared, pairs } = nearestRows(kernels, of, among, k);
  const distances = Float64Array.from(of.rowAt, (_, place) => Math.sqrt(squared[place * k + k - 1] ?? 0)).sort();
  kernels.release(mark);
  return { distances, pairs };
}

/** Where rows are alike that distance is 0: then the smallest above it, and 1 where there is none. */
function distanceAtKnee(distances: Float64Array): number {
  return distances[kneeOf(distances)] || (distances.find((distance) => distance > 0) ?? 1);
}

function thin(distances: Float64Array): number[] {
  const points = Math.min(curvePoints, distances.length);
  const step = (distances.length - 1) / Math.max(1, points - 1);
  return Array.from({ length: points }, (_, i) => distances[Math.round(i * step)] ?? 0);
}

function kneeNote(eps: number): Localised {
  const distance = Number(eps.toPrecision(3));
  return {
    en: `Users within a distance of ${distance} count as near: there the curve of distances begins to rise steeply.`,
    zh: `相距不超过 ${distance} 的视为邻近：距离曲线从此处开始陡升。`,
  };
}

const sampleNote: Localised = {
  en: "With this many, near ones were counted among 50,000 drawn at random; all others joined the group within that distance.",
  zh: "数量较多，邻近数在随机抽取的 50,000 个中计数，其余归入该距离内的人群。",
};

function joinNotes(notes: readonly Localised[]): Localised {
  return { en: notes.map(({ en }) => en).join(" "), zh: notes.map(({ zh }) => zh).join("") };
}
