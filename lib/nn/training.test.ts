import { describe, expect, test } from "vitest";
import { createRandom } from "../core/random.ts";
import { refuse } from "./graph.ts";
import { add } from "./ops/arithmetic.ts";
import { gather } from "./ops/gather.ts";
import { crossEntropy } from "./ops/loss.ts";
import { matmul } from "./ops/matmul.ts";
import { reshape } from "./ops/shape.ts";
import { initialise, type ParameterSpecs, type TrainingState, viewParameters } from "./parameters.ts";
import { openTraining } from "./training.ts";
import { encode, encoderSpecs } from "./transformer.ts";

const [batch, length, words, masked] = [16, 6, 20, 2];
const shape = { layers: 2, width: 16, heads: 2 };
const specs: ParameterSpecs = {
  word: { shape: [words + 1, shape.width], deviation: 0.1, isDecayed: true },
  place: { shape: [length, shape.width], deviation: 0.02, isDecayed: false },
  ...encoderSpecs(shape),
};

/** Sequences that count up from a random word; hidden words must be filled in. */
function fill(random: ReturnType<typeof createRandom>, batchData: ReturnType<typeof buffers>): void {
  for (let b = 0; b < batch; b++) {
    const start = random.int(words);
    for (let t = 0; t < length; t++) batchData.ids.data[t * batch + b] = (start + t) % words;
    const first = random.int(length);
    for (let m = 0; m < masked; m++) {
      const row = ((first + 3 * m) % length) * batch + b;
      batchData.rows.data[m * batch + b] = row;
      batchData.targets.data[m * batch + b] = batchData.ids.data[row] ?? 0;
      batchData.ids.data[row] = words;
    }
  }
}

function buffers() {
  const ints = (count: number) => ({ data: new Int32Array(count), shape: [count] });
  const weights = { data: new Float32Array(masked * batch).fill(1 / (masked * batch)), shape: [masked * batch] };
  return { ids: ints(length * batch), rows: ints(masked * batch), targets: ints(masked * batch), weights };
}

async function train(steps: number, threads: number, state: TrainingState): Promise<number[]> {
  const training = await openTraining({
    specs,
    state,
    weightDecay: 0.01,
    threads,
    buildLoss(graph, { word, place, ...layers }) {
      if (word === undefined || place === undefined) return refuse("no tables");
      const ids = graph.input("ids", [length * batch], "int32");
      const rows = graph.input("rows", [masked * batch], "int32");
      const targets = graph.input("targets", [masked * batch], "int32");
      const weights = graph.input("weights", [masked * batch]);
      const placed = add(
        reshape(gather(word, ids), [length, batch, shape.width]),
        reshape(place, [length, 1, shape.width]),
      );
      const x = reshape(placed, [length * batch, shape.width]);
      const hidden = encode(layers, shape, x, { batch, rows });
      return crossEntropy(matmul(hidden, word, { transB: true }), targets, weights);
    },
  });
  const data = buffers();
  const losses: number[] = [];
  while (state.steps < steps) {
    fill(createRandom(7).fork(`step ${state.steps}`), data);
    losses.push((await training.step(data, 3e-3)).loss);
  }
  await training.close();
  return losses;
}

describe("openTraining", () => {
  test("starts at the loss of guessing and learns what can be learnt", async () => {
    const losses = await train(300, 1, initialise(specs, createRandom(1)));
    expect(losses[0]).toBeGreaterThan(0.9 * Math.log(words));
    expect(losses.at(-1)).toBeLessThan(0.5);
  });

  test("gives the same bytes on one thread and on three", async () => {
    const [one, three] = [initialise(specs, createRandom(2)), initialise(specs, createRandom(2))];
    await train(20, 1, one);
    await train(20, 3, three);
    expect(three.parameters).toEqual(one.parameters);
    expect(three.secondMoment).toEqual(one.secondMoment);
  });

  test("goes on from a copy of its state as if it had never stopped", async () => {
    const whole = initialise(specs, createRandom(3));
    await train(20, 1, whole);
    const half = initialise(specs, createRandom(3));
    await train(9, 1, half);
    const resumed = structuredClone(half);
    await train(20, 1, resumed);
    expect(resumed.parameters).toEqual(whole.parameters);
  });
});

describe("initialise", () => {
  test("draws a parameter by seed and name, so that another layer changes nothing else", () => {
    const few = initialise(specs, createRandom(5));
    const more = { ...specs, extra: { shape: [3], deviation: 1, isDecayed: false } };
    const views = viewParameters(more, initialise(more, createRandom(5)).parameters);
    for (const [name, view] of viewParameters(specs, few.parameters)) expect(views.get(name)).toEqual(view);
    expect(views.get("extra")?.some((number) => number !== 0)).toBe(true);
  });
});
