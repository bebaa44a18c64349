import { CladeError } from "../../core/errors.ts";
import type { TextConfig } from "../schema.ts";
import type { FitContext, LoadedEncoder } from "./encoder.ts";
import { fittedEncoders } from "./index.ts";

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
    problem: { en: `there is no encoder ${config.encoder}`, zh: `没有编码器 ${config.encoder}` },
  });
}
