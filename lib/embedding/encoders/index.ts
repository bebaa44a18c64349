import { embedded } from "./embedded.ts";
import type { FittedEncoder } from "./encoder.ts";
import { endpoint } from "./endpoint.ts";
import { onnx } from "./onnx.ts";
import { tfIdf } from "./tf-idf.ts";
import { word2vec } from "./word2vec.ts";

/** Every text encoder that needs no fit; a new one is a file and a line here. */
export const encoders = [onnx, endpoint] as const;

/** Text encoders that learn from the texts at hand, or need nothing but what comes with Clade. */
export const fittedEncoders: readonly FittedEncoder[] = [embedded, tfIdf, word2vec];
