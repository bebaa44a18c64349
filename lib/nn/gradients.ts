import type { Value } from "./graph.ts";
import { add } from "./ops/arithmetic.ts";

/**
 * Adds the backward pass: d loss / d x for each x of `wrt`, in their order. Reverse mode over the tape (Griewank & Walther
 * 2008, chapter 3): each operation is visited once, after all that use its output. loss: a scalar.
 * An x that the loss does not depend on has a gradient of undefined.
 */
export function gradients(loss: Value, wrt: readonly Value[]): (Value | undefined)[] {
  const { graph } = loss;
  const found = new Map<string, Value>([[loss.name, graph.constant([1], loss.shape)]]);
  for (const { inputs, output, backward } of graph.tape.toReversed()) {
    const dy = found.get(output.name);
    if (dy === undefined) continue;
    const parts = backward(dy);
    for (const [i, input] of inputs.entries()) {
      const part = parts[i];
      if (part === undefined || !input.isTrained) continue;
      const sum = found.get(input.name);
      found.set(input.name, sum === undefined ? part : add(sum, part));
    }
  }
  return wrt.map(({ name }) => found.get(name));
}
