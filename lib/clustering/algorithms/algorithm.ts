import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { Kernels } from "../../kernels/pool.ts";

/** A whole number that the caller may choose. Plain data: the form, the zod schema and the help are derived from it. */
export interface IntegerParam {
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
  readonly label: Localised;
  readonly help: Localised;
}

export type ParamSpecs = Readonly<Record<string, IntegerParam>>;

export type ParamsOf<Specs extends ParamSpecs> = { readonly [Name in keyof Specs]: number };

/** What a fit may use besides its input. */
export interface FitContext {
  readonly random: Random;
  readonly kernels: Kernels;
}

export interface Fit {
  /** One a row: 0…k−1, or −1 for noise. */
  readonly labels: Int32Array;
  /** k × d, in the units of x. */
  readonly centres: Matrix;
  /** Σ of squared distances to the own centre. */
  readonly inertia: number;
  readonly iterations: number;
  /** What people should know of this fit. */
  readonly note?: Localised;
}

export interface Algorithm<Specs extends ParamSpecs = ParamSpecs> {
  readonly id: string;
  readonly label: Localised;
  readonly help: Localised;
  readonly params: Specs;
  /** x: n × d, finite. The partition does not depend on the order of rows where the clusters are clear. */
  fit(x: Matrix, params: ParamsOf<Specs>, context: FitContext): Promise<Fit>;
}

/** An entry of the registry; infers the type of `params`. */
export function algorithm<const Id extends string, const Specs extends ParamSpecs>(
  entry: Algorithm<Specs> & { readonly id: Id },
): Algorithm<Specs> & { readonly id: Id } {
  return entry;
}
