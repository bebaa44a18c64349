import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { Kernels } from "../../kernels/pool.ts";

export interface EncodeOptions {
  readonly signal?: AbortSignal;
  /** Fraction done, 0…1. */
  readonly progress?: (fraction: number) => void;
}

/** A loaded text encoder. A text's vector depends on that text alone: not on its neighbours, nor on their order. */
export interface LoadedEncoder {
  readonly name: string;
  readonly dimension: number;
  /** Columns of each space, where texts of different languages cannot be compared as they are (see alignSpaces). */
  readonly spaces?: readonly number[];
  /** One row a text, L2-normalised. */
  encode(texts: readonly string[], options?: EncodeOptions): Promise<Matrix>;
  close(): Promise<void>;
}

export interface LoadContext {
  readonly threads: number;
}

/** An entry of the registry of text encoders that need no fit; its words stand in described.ts. */
export interface TextEncoder<Params> {
  readonly id: string;
  load(params: Params, context: LoadContext): Promise<LoadedEncoder>;
}

export interface FitContext {
  readonly kernels: Kernels;
  readonly random: Random;
  readonly signal?: AbortSignal;
  readonly progress?: (fraction: number) => void;
}

/** An entry of the registry of text encoders that learn from the shop's own texts before they encode any. */
export interface FittedEncoder {
  readonly id: string;
  fit(texts: readonly string[], context: FitContext): Promise<LoadedEncoder>;
}
