import type { Matrix } from "../../core/matrix.ts";
import type { SparseMatrix } from "../../core/sparse.ts";
import { truncatedSvd } from "../../kernels/svd.ts";
import { applyTfIdf, fitTfIdf, tfIdfDefaults } from "../text/tf-idf.ts";
import { wordsOf } from "../text/words.ts";
import { fitByLanguage } from "./by-language.ts";
import type { FittedEncoder } from "./encoder.ts";

const components = 100;
/** A word of one text only says nothing about others. */
const options = {
  ...tfIdfDefaults,
  frequency: "sublinear",
  minDocuments: 2,
  maxDocuments: 0.5,
  maxTerms: 50_000,
} as const;

export const tfIdf: FittedEncoder = {
  id: "tf-idf",
  fit: fitByLanguage(async (texts, { kernels, random }) => {
    const { model, weights } = fitTfIdf(texts.map(wordsOf), options);
    const { axes } = truncatedSvd(kernels, weights, { components, random });
    return {
      name: "TF-IDF",
      dimension: axes.cols,
      encode: async (some) => project(applyTfIdf(model, some.map(wordsOf)), axes),
      close: async () => undefined,
    };
  }),
};

/** Rows of x along the axes (x.cols × d), set to length 1; a text of unknown words stays 0. */
function project(x: SparseMatrix, axes: Matrix): Matrix {
  const { cols } = axes;
  const data = new Float32Array(x.rows * cols);
  const sum = new Float64Array(cols);
  for (let row = 0; row < x.rows; row++) {
    sum.fill(0);
    for (let e = x.starts[row] ?? 0; e < (x.starts[row + 1] ?? 0); e++) {
      const value = x.values[e] ?? 0;
      const from = (x.columns[e] ?? 0) * cols;
      for (let j = 0; j < cols; j++) sum[j] = (sum[j] ?? 0) + value * (axes.data[from + j] ?? 0);
    }
    const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
    if (length > 0) for (let j = 0; j < cols; j++) data[row * cols + j] = (sum[j] ?? 0) / length;
  }
  return { data, rows: x.rows, cols };
}
