import { refuse, type Value } from "./graph.ts";
import { gelu } from "./ops/activation.ts";
import { add } from "./ops/arithmetic.ts";
import { attention } from "./ops/attention.ts";
import { gather } from "./ops/gather.ts";
import { linear } from "./ops/matmul.ts";
import { layerNorm } from "./ops/norm.ts";
import type { ParameterSpecs } from "./parameters.ts";
import type { Trained } from "./training.ts";

export interface EncoderShape {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
}

/** Of a matrix with so many inputs, so that its outputs start a little smaller than they are (LeCun et al. 1998). */
export function startDeviation(inputs: number): number {
  return 1 / Math.sqrt(3 * inputs);
}

/** The parameters of a pre-norm transformer encoder; its feed-forward part is four times as wide. */
export function encoderSpecs({ layers, width }: EncoderShape): ParameterSpecs {
  const matrix = (inputs: number, outputs: number) => ({
    shape: [inputs, outputs],
    deviation: startDeviation(inputs),
    isDecayed: true,
  });
  const bias = (length: number) => ({ shape: [length], deviation: 0, isDecayed: false });
  const parts = Array.from({ length: layers }, (_, layer) =>
    Object.entries({
      query: matrix(width, width),
      queryBias: bias(width),
      key: matrix(width, width),
      keyBias: bias(width),
      value: matrix(width, width),
      valueBias: bias(width),
      mixed: matrix(width, width),
      mixedBias: bias(width),
      widen: matrix(width, 4 * width),
      widenBias: bias(4 * width),
      narrow: matrix(4 * width, width),
      narrowBias: bias(width),
    }).map(([name, spec]) => [`layer${layer}.${name}`, spec] as const),
  );
  return Object.fromEntries(parts.flat());
}

interface EncodeOptions {
  readonly batch: number;
  /** Added to the scores of attention: batch × 1 × 1 × length. */
  readonly mask?: Value;
  /** The rows that are asked for. The last layer is computed for these alone: its other rows have no reader. */
  readonly rows?: Value;
}

/** x: (length·batch) × width, position by position → the same rows encoded, or those of `rows`; normalised at the end. */
export function encode(trained: Trained, shape: EncoderShape, x: Value, options: EncodeOptions): Value {
  const { rows, batch, mask } = options;
  const { heads, layers } = shape;
  let y = x;
  for (let layer = 0; layer < layers; layer++) y = addLayer(y, layer, layer === layers - 1 ? rows : undefined);
  return layerNorm(y);

  function addLayer(input: Value, layer: number, asked: Value | undefined): Value {
    const apply = (name: string, to: Value) => linear(to, parameter(layer, name), parameter(layer, `${name}Bias`));
    const only = (from: Value) => (asked === undefined ? from : gather(from, asked));
    const normed = layerNorm(input);
    const query = apply("query", only(normed));
    const mixed = attention(query, apply("key", normed), apply("value", normed), {
      batch,
      heads,
      ...(mask && { mask }),
    });
    const attended = add(only(input), apply("mixed", mixed));
    return add(attended, apply("narrow", gelu(apply("widen", layerNorm(attended)))));
  }

  function parameter(layer: number, name: string): Value {
    return trained[`layer${layer}.${name}`] ?? refuse(`layer ${layer} has no ${name}`);
  }
}
