import type { Matrix } from "../../core/matrix.ts";
import { detectLanguage, type Language } from "../text/language.ts";
import type { FitContext, LoadedEncoder } from "./encoder.ts";

/** A language has a space of its own from so many texts, and such a share of all, on; wrong guesses of short texts stay below. */
const fewestTexts = 200;
const leastShare = 0.02;
/** Columns that users are summed up in grow with every space. */
const mostSpaces = 3;

/** The languages that have a space, most texts first, and whose space a text of any language goes to. */
export interface LanguageSpaces {
  readonly count: number;
  of(text: string): number;
}

/** Texts of languages without a space go to the first: a few strangers there are no segment. */
export function findSpaces(texts: readonly string[]): LanguageSpaces {
  const counts = new Map<Language, number>();
  for (const text of texts) {
    const language = detectLanguage(text);
    counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const least = Math.max(fewestTexts, leastShare * texts.length);
  const found = [...counts]
    .filter(([, count]) => count >= least)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostSpaces)
    .map(([language]) => language);
  return {
    count: Math.max(1, found.length),
    of: (text) => (found.length < 2 ? 0 : Math.max(0, found.indexOf(detectLanguage(text)))),
  };
}

/**
 * Each text by the encoder of its space, in columns of its own. Encoders may be one and the same: a transformer that reads
 * several languages sets them apart all the same, by a shift that would make every language a segment.
 */
export function encodeApart(
  encoders: readonly [LoadedEncoder, ...LoadedEncoder[]],
  spaceOf: (text: string) => number,
): LoadedEncoder {
  if (encoders.length === 1) return encoders[0];
  const spaces = encoders.map(({ dimension }) => dimension);
  const cols = spaces.reduce((sum, width) => sum + width, 0);
  return {
    ...{ name: encoders[0].name, dimension: cols, spaces },
    async encode(texts, { signal, progress } = {}): Promise<Matrix> {
      const data = new Float32Array(texts.length * cols);
      const chosen = texts.map(spaceOf);
      let [first, done] = [0, 0];
      for (const [space, encoder] of encoders.entries()) {
        const rows = [...texts.keys()].filter((row) => chosen[row] === space);
        const vectors = await encoder.encode(
          rows.map((row) => texts[row] ?? ""),
          {
            ...(signal && { signal }),
            progress: (fraction) => progress?.((done + fraction * rows.length) / texts.length),
          },
        );
        const width = encoder.dimension;
        for (const [i, row] of rows.entries())
          data.set(vectors.data.subarray(i * width, (i + 1) * width), row * cols + first);
        first += width;
        done += rows.length;
      }
      return { data, rows: texts.length, cols };
    },
    async close() {
      for (const encoder of new Set(encoders)) await encoder.close();
    },
  };
}

/** A loaded encoder with a space for each language of these texts. */
export function apartByLanguage(encoder: LoadedEncoder, texts: readonly string[]): LoadedEncoder {
  const { count, of } = findSpaces(texts);
  return encodeApart([encoder, ...new Array<LoadedEncoder>(count - 1).fill(encoder)], of);
}

type Fit = (texts: readonly string[], context: FitContext) => Promise<LoadedEncoder>;

/** An encoder of words learns each language from its own texts: words are seldom shared, and the larger would have all axes. */
export function fitByLanguage(fit: Fit): Fit {
  return async (texts, context) => {
    const { count, of } = findSpaces(texts);
    const parts = Array.from({ length: count }, (_, space) =>
      count === 1 ? texts : texts.filter((text) => of(text) === space),
    );
    const part = async (space: number) =>
      fit(parts[space] ?? [], {
        ...context,
        random: context.random.fork(`space ${space}`),
        progress: (fraction) => context.progress?.((space + fraction) / count),
      });
    const first = await part(0);
    const others: LoadedEncoder[] = [];
    for (let space = 1; space < count; space++) others.push(await part(space));
    return encodeApart([first, ...others], of);
  };
}
