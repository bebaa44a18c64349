import { readFileSync } from "node:fs";
import type { Matrix } from "../../core/matrix.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { detectLanguage } from "../text/language.ts";
import { encodeByStudent } from "../text/student.ts";
import { type Student, studentFromBytes } from "../text/student-file.ts";
import type { EncodeOptions, FittedEncoder } from "./encoder.ts";

const models = ["en", "zh"] as const;

/** The student that Clade comes with for a language. Loads in milliseconds. */
export function loadEmbedded(language: (typeof models)[number]): Student {
  const file = `${language}.student`;
  return studentFromBytes(readFileSync(new URL(`../models/${file}`, import.meta.url)), file);
}

export const embedded: FittedEncoder = {
  id: "embedded",
  async fit(_, { kernels }) {
    const students = models.map(loadEmbedded);
    const spaces = students.map(({ dimension }) => dimension);
    return {
      ...{ name: "clade-embedded", spaces },
      dimension: spaces.reduce((sum, dimension) => sum + dimension, 0),
      encode: async (texts, options) => encodeByLanguage(kernels, students, texts, options),
      close: async () => undefined,
    };
  },
};

/**
 * Each text by the student of its language (Chinese for Chinese and Japanese, English for all others), in columns of its
 * own: vectors of two teachers cannot be compared, so texts of different languages are at right angles.
 */
function encodeByLanguage(
  kernels: Kernels,
  students: readonly Student[],
  texts: readonly string[],
  options?: EncodeOptions,
): Matrix {
  const cols = students.reduce((sum, { dimension }) => sum + dimension, 0);
  const data = new Float32Array(texts.length * cols);
  const chinese = texts.map((text) => ["zh", "ja"].includes(detectLanguage(text)));
  let first = 0;
  for (const [s, student] of students.entries()) {
    const rows = [...texts.keys()].filter((row) => chinese[row] === (models[s] === "zh"));
    const vectors = encodeByStudent(
      kernels,
      student,
      rows.map((row) => texts[row] ?? ""),
      options,
    );
    for (const [i, row] of rows.entries())
      data.set(vectors.data.subarray(i * vectors.cols, (i + 1) * vectors.cols), row * cols + first);
    first += student.dimension;
  }
  return { data, rows: texts.length, cols };
}
