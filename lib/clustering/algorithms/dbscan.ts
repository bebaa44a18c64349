import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import { type DbscanResult, dbscan as findDense } from "../../kernels/dbscan.ts";
import { nearestRows } from "../../kernels/nearest-rows.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { openSpaceCells } from "../../kernels/space-cells.ts";
import { clusterMeans } from "../cluster-means.ts";
import { type DrawnRows, drawRows } from "../density/drawn-rows.ts";
import { kneeOf } from "../density/knee.ts";
import { tellNearFitted } from "../density/near-fitted.ts";
import { algorithm } from "./algorithm.ts";

/** Beyond so many rows, whose pairs take minutes, so many are drawn, and the others join the groups that they touch. */
const mostRows = 60_000;
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
  /** Ester, Kriegel, Sander & Xu 1996. Exact up to 60,000 rows: at worst O(n²·d) time, O(n·(d + minSamples)) memory. */
  async fit(x, _, { eps, minSamples }, { kernels, random, progress }) {
    const sample = x.rows > mostRows ? drawRows(x, mostRows, random.fork("rows")) : null;
    const of = sample?.x ?? x;
    const distances = neighbourDistances(kernels, of, minSamples);
    const chosen = eps === "auto" ? distanceAtKnee(distances) : eps;
    progress?.(0.5);
    const found = findDense(kernels, of, { eps: chosen, minSamples });
    const labels = sample ? joinTouched(kernels, x, sample, found, chosen) : found.labels;
    const { k } = found;
    const notes = [...(eps === "auto" ? [kneeNote(chosen)] : []), ...(sample ? [sampleNote] : [])];
    const note = notes.length > 0 ? { note: joinNotes(notes) } : {};
    const reach = { eps: chosen, isAutomatic: eps === "auto", minSamples, distances: thin(distances) };
    return [{ k, labels, ...clusterMeans(x, labels, k), iterations: 1, reach, ...note }];
  },
});

/** Distances of all rows to their minSamples-th nearest, themselves counted, ascending. */
function neighbourDistances(kernels: Kernels, x: Matrix, minSamples: number): Float64Array {
  const mark = kernels.mark();
  const cells = openSpaceCells(kernels, x);
  const k = Math.min(minSamples, x.rows);
  const { squared } = nearestRows(kernels, cells, cells, k);
  const distances = Float64Array.from({ length: x.rows }, (_, place) => Math.sqrt(squared[place * k + k - 1] ?? 0));
  kernels.release(mark);
  return distances.sort();
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

function joinTouched(
  kernels: Kernels,
  x: Matrix,
  { rows, x: drawn }: DrawnRows,
  found: DbscanResult,
  eps: number,
): Int32Array {
  const labels = new Int32Array(x.rows).fill(-1);
  const cores = Array.from(rows.keys()).filter((i) => found.core[i] === 1);
  const data = new Float32Array(cores.length * x.cols);
  for (const [i, core] of cores.entries())
    data.set(drawn.data.subarray(core * x.cols, (core + 1) * x.cols), i * x.cols);
  if (cores.length > 0)
    tellNearFitted(kernels, { data, rows: cores.length, cols: x.cols }, x, 1, (row, near) => {
      if ((near.distances[0] ?? eps + 1) <= eps) labels[row] = found.labels[cores[near.rows[0] ?? 0] ?? 0] ?? -1;
    });
  for (const [i, row] of rows.entries()) labels[row] = found.labels[i] ?? -1;
  return labels;
}

function kneeNote(eps: number): Localised {
  const distance = Number(eps.toPrecision(3));
  return {
    en: `Users within a distance of ${distance} count as near: there the curve of distances begins to rise steeply.`,
    zh: `相距不超过 ${distance} 的用户视为邻近：距离曲线从此处开始陡升。`,
  };
}

const sampleNote: Localised = {
  en: "With this many users near ones were counted among 60,000 drawn at random; everybody else joined the group within that distance.",
  zh: "用户数量较多，邻近用户在随机抽取的 60,000 位用户中计数，其余用户归入该距离内的人群。",
};

function joinNotes(notes: readonly Localised[]): Localised {
  return { en: notes.map(({ en }) => en).join(" "), zh: notes.map(({ zh }) => zh).join("") };
}
