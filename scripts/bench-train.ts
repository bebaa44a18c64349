import { parseArgs } from "node:util";
import { createRandom, type Random } from "../lib/core/random.ts";
import { refuse } from "../lib/nn/graph.ts";
import { add } from "../lib/nn/ops/arithmetic.ts";
import { gather } from "../lib/nn/ops/gather.ts";
import { crossEntropy } from "../lib/nn/ops/loss.ts";
import { matmul } from "../lib/nn/ops/matmul.ts";
import { reshape } from "../lib/nn/ops/shape.ts";
import { initialise, type ParameterSpecs } from "../lib/nn/parameters.ts";
import { openTraining } from "../lib/nn/training.ts";
import { encode, encoderSpecs } from "../lib/nn/transformer.ts";

/** The peer's flags and their defaults. */
const defaults = {
  batch: 64,
  length: 32,
  vocabulary: 2000,
  width: 64,
  heads: 4,
  layers: 2,
  steps: 200,
  "warm-up": 20,
  threads: 2,
  seed: 0,
};

type Options = Readonly<typeof defaults>;

/**
 * Times training steps of the encoder that the Python peer times: pre-norm, tied output, 15 % of the events masked, loss at
 * masked positions only, AdamW; the same chain of events, four in five certain. Milliseconds of wall time and of CPU time,
 * medians after a warm-up. The last layer is computed at the masked positions alone.
 */
export async function benchTraining(argv: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const shape = readOptions(argv);
  const { batch, length, vocabulary, width, steps, threads, seed, "warm-up": warmUp } = shape;
  const masked = Math.round(0.15 * length);
  const specs: ParameterSpecs = {
    event: { shape: [vocabulary + 1, width], deviation: 0.02, isDecayed: true },
    place: { shape: [length, width], deviation: 0.02, isDecayed: true },
    ...encoderSpecs(shape),
  };
  const random = createRandom(seed);
  const state = initialise(specs, random);
  const training = await openTraining({
    specs,
    state,
    weightDecay: 0.01,
    threads,
    buildLoss(graph, { event, place, ...layers }) {
      if (event === undefined || place === undefined) return refuse("no tables");
      const ids = graph.input("ids", [length * batch], "int32");
      const rows = graph.input("rows", [masked * batch], "int32");
      const targets = graph.input("targets", [masked * batch], "int32");
      const weights = graph.input("weights", [masked * batch]);
      const placed = add(reshape(gather(event, ids), [length, batch, width]), reshape(place, [length, 1, width]));
      const hidden = encode(layers, shape, reshape(placed, [length * batch, width]), { batch, rows });
      return crossEntropy(matmul(hidden, event, { transB: true }), targets, weights);
    },
  });
  const chain = openChain(shape, masked, random.fork("chain"));
  const wall: number[] = [];
  const cpu: number[] = [];
  const losses: number[] = [];
  for (let step = 0; step < warmUp + steps; step++) {
    chain.fill();
    const before = process.cpuUsage();
    const start = performance.now();
    losses.push((await training.step(chain.batch, 1e-3)).loss);
    wall.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
  }
  await training.close();
  const last = losses.slice(-20);
  return {
    case: "train",
    ...{ batch, length, vocabulary, width, layers: shape.layers, threads },
    milliseconds: median(wall.slice(warmUp)),
    cpuMilliseconds: median(cpu.slice(warmUp)),
    parameters: state.parameters.length,
    firstLoss: losses[0],
    lastLoss: last.reduce((sum, loss) => sum + loss, 0) / last.length,
    chanceLoss: Math.log(vocabulary),
    peakRssMb: Math.floor(process.resourceUsage().maxRSS / 1024),
  };
}

function readOptions(argv: readonly string[]): Options {
  const flags = Object.keys(defaults).map((flag) => [flag, { type: "string" as const }] as const);
  const { values } = parseArgs({ args: [...argv], options: Object.fromEntries(flags) });
  const given = Object.entries(values).map(([flag, value]) => [flag, Number(value)] as const);
  return { ...defaults, ...Object.fromEntries(given.filter(([, value]) => Number.isSafeInteger(value) && value >= 0)) };
}

/** Batches of sequences in which the next event is certain four times in five. */
function openChain({ batch: size, length, vocabulary }: Options, masked: number, random: Random) {
  const follows = Int32Array.from({ length: vocabulary }, (_, i) => i);
  for (let i = vocabulary - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [follows[i], follows[j]] = [follows[j] ?? 0, follows[i] ?? 0];
  }
  const ints = (count: number) => ({ data: new Int32Array(count), shape: [count] });
  const weights = { data: new Float32Array(masked * size).fill(1 / (masked * size)), shape: [masked * size] };
  const batch = { ids: ints(length * size), rows: ints(masked * size), targets: ints(masked * size), weights };
  return {
    batch,
    fill() {
      for (let b = 0; b < size; b++) {
        let event = random.int(vocabulary);
        for (let t = 0; t < length; t++) {
          batch.ids.data[t * size + b] = event;
          event = random.next() < 0.8 ? (follows[event] ?? 0) : random.int(vocabulary);
        }
        const places = new Set<number>();
        while (places.size < masked) places.add(random.int(length));
        for (const [slot, t] of [...places].entries()) {
          const row = t * size + b;
          batch.rows.data[slot * size + b] = row;
          batch.targets.data[slot * size + b] = batch.ids.data[row] ?? 0;
          batch.ids.data[row] = vocabulary;
        }
      }
    },
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
