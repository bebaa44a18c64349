import type { TextConfig } from "../schema.ts";

/** Where an encoder that is not fitted comes from: what its vectors depend on, and no path or key. */
export interface TextSource {
  /** Null: the encoder needs none, or (a student's teacher) the bundled one. */
  readonly model: { readonly name: string; readonly sha256: string } | null;
  readonly endpoint: { readonly baseUrl: string; readonly model: string } | null;
}

/** Parameters of the text stage; weight and dimensions are the fusion's. */
export interface TextParams
  extends Omit<TextConfig, "model" | "weight" | "dimensions" | "adapt" | "labels">,
    TextSource {
  readonly seed: number;
  /** ISO day: only what is known to have been written before it. */
  readonly before?: string;
}
