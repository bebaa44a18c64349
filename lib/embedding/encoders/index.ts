import { embedded } from "./embedded.ts";
import type { FittedEncoder } from "./encoder.ts";
import { tfIdf } from "./tf-idf.ts";
import { word2vec } from "./word2vec.ts";

/**
 * Text encoders that learn from the texts at hand, or need nothing but what comes with Clade. Those that are loaded instead
 * (a model, an endpoint, a student of either) each need something of their own: prepare-encoder.ts.
 */
export const fittedEncoders: readonly FittedEncoder[] = [embedded, tfIdf, word2vec];
