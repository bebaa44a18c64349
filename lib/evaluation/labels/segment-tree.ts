import type { Matrix } from "../../core/matrix.ts";
import { kMeans } from "../../kernels/k-means.ts";
import type { Kernels } from "../../kernels/pool.ts";
import type { Classifier } from "../classifiers/classifier.ts";
import { decisionTree } from "../classifiers/decision-tree.ts";
import { joinColumns } from "./standardise.ts";

/**
 * A tree that may ask which segment a user is in, beside every column: do segments hold what a few questions on single
 * columns miss? Segments are those of k-means on the training rows; others go to the nearest centre.
 */
export function segmentTree(kernels: Kernels, k: number): Classifier {
  return {
    id: "segment-tree",
    label: { en: `${k} segments and a tree`, zh: `${k} 个人群 + 决策树` },
    help: {
      en: "k-means forms segments of the training users without the label; a tree may ask for them beside the columns.",
      zh: "先用 k-means 在训练用户上划分人群（不看标签），决策树可在各列之外询问所属人群。",
    },
    sees: "matrix",
    async fit({ x, y, classes }, { random }) {
      const clusters = Math.min(k, x.rows);
      const mark = kernels.mark();
      const shared = kernels.matrix(x.rows, x.cols);
      shared.data.set(x.data);
      const { centres, labels } = kMeans(kernels, shared, { k: clusters, restarts: 3, random });
      kernels.release(mark);
      const joined = joinColumns([x, indicators(labels, clusters)]);
      const predict = await decisionTree.fit({ x: joined, y, classes }, { random });
      return (rows) => predict(joinColumns([rows, indicators(nearest(rows, centres), clusters)]));
    },
  };
}

/** One column of 0 and 1 a segment. */
function indicators(labels: Int32Array, k: number): Matrix {
  const data = new Float32Array(labels.length * k);
  for (const [row, label] of labels.entries()) data[row * k + label] = 1;
  return { data, rows: labels.length, cols: k };
}

function nearest(x: Matrix, centres: Matrix): Int32Array {
  return Int32Array.from({ length: x.rows }, (_, row) => {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let k = 0; k < centres.rows; k++) {
      let distance = 0;
      for (let j = 0; j < x.cols; j++)
        distance += ((x.data[row * x.cols + j] ?? 0) - (centres.data[k * x.cols + j] ?? 0)) ** 2;
      if (distance < least) [best, least] = [k, distance];
    }
    return best;
  });
}
