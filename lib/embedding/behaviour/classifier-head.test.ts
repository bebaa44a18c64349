import { expect, test } from "vitest";
import { createRandom } from "../../core/random.ts";
import { refuse, sizeOf } from "../../nn/graph.ts";
import { multiply } from "../../nn/ops/arithmetic.ts";
import { crossEntropy } from "../../nn/ops/loss.ts";
import { sum } from "../../nn/ops/reduce.ts";
import { reshape } from "../../nn/ops/shape.ts";
import { gradientError } from "../../nn/test-graph.ts";
import { encode, encoderSpecs } from "../../nn/transformer.ts";
import { classify, headParameters } from "./classifier-head.ts";

test("the gradient of a class's loss reaches events, encoder and head as central differences say", async () => {
  const shape = { layers: 1, width: 4, heads: 2 };
  const [length, batch, classes] = [3, 2, 3];
  const random = createRandom(1);
  const specs = { ...encoderSpecs(shape), ...headParameters(shape.width, classes) };
  const fill = (size: readonly number[]) => ({
    shape: size,
    numbers: Array.from({ length: sizeOf(size) }, () => 0.5 * random.normal()),
  });
  const inputs = {
    events: fill([length * batch, shape.width]),
    ...Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, fill(spec.shape)])),
  };
  const error = await gradientError(inputs, (trained) => {
    const events = trained.events ?? refuse("no events");
    const { graph } = events;
    const encoded = encode(trained, shape, events, { batch });
    // The second user has two events only.
    const shares = graph.constant([1 / 3, 0, 1 / 3, 1 / 2, 1 / 3, 1 / 2], [length, batch, 1]);
    const pooled = sum(multiply(reshape(encoded, [length, batch, shape.width]), shares), [0]);
    const targets = graph.constant([2, 0], [batch], "int32");
    return crossEntropy(classify(trained, reshape(pooled, [batch, shape.width])), targets, graph.constant([0.5, 0.5]));
  });
  expect(error).toBeLessThan(1e-7);
});
