import { readFileSync } from "node:fs";
import type { Kernels } from "../../kernels/pool.ts";
import { detectLanguage } from "../text/language.ts";
import { encodeByStudent } from "../text/student.ts";
import { type Student, studentFromBytes } from "../text/student-file.ts";
import { encodeApart } from "./by-language.ts";
import type { FittedEncoder, LoadedEncoder } from "./encoder.ts";

export type EmbeddedLanguage = "en" | "zh";

/** The student that Clade comes with for a language. Loads in milliseconds. */
export function loadEmbedded(language: EmbeddedLanguage): Student {
  const file = `${language}.student`;
  return studentFromBytes(readFileSync(new URL(`../models/${file}`, import.meta.url)), file);
}

/**
 * Each text by the student of its language: Chinese for Chinese and Japanese, English for all others. Vectors of two
 * teachers cannot be compared.
 */
export const embedded: FittedEncoder = {
  id: "embedded",
  async fit(_, { kernels }) {
    return encodeApart([open(kernels, "en"), open(kernels, "zh")], (text) =>
      ["zh", "ja"].includes(detectLanguage(text)) ? 1 : 0,
    );
  },
};

function open(kernels: Kernels, language: EmbeddedLanguage): LoadedEncoder {
  const student = loadEmbedded(language);
  return {
    ...{ name: "clade-embedded", dimension: student.dimension },
    encode: async (texts, options) => encodeByStudent(kernels, student, texts, options),
    close: async () => undefined,
  };
}
