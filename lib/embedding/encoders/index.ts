import { CladeError } from "../../core/errors.ts";
import type { TextConfig } from "../schema.ts";
import { embedded } from "./embedded.ts";
import type { FitContext, FittedEncoder, LoadedEncoder } from "./encoder.ts";
import { tfIdf } from "./tf-idf.ts";
import { word2vec } from "./word2vec.ts";

/** Text encoders that learn from the texts at hand. */
export const fittedEncoders: readonly FittedEncoder[] = [tfIdf, word2vec, embedded];

export interface PrepareContext extends FitContext {
  readonly threads: number;
}

/** The encoder that a config asks for, ready for these texts. */
export async function prepareEncoder(
  config: TextConfig,
  texts: readonly string[],
  context: PrepareContext,
): Promise<LoadedEncoder> {
  const fitted = fittedEncoders.find(({ id }) => id === config.encoder);
  if (fitted) return fitted.fit(texts, context);
  throw new CladeError("BAD_CONFIG", {
    path: "embedding.text.encoder",
    problem: `there is no encoder ${config.encoder}`,
  });
}
