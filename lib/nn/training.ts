import { type AdamOptions, adamCorrections, adamDefaults, adamStep } from "./adam.ts";
import { gradients } from "./gradients.ts";
import { Graph, sizeOf, type Value } from "./graph.ts";
import { concat, reshape } from "./ops/shape.ts";
import { countParameters, type ParameterSpecs, type TrainingState, viewParameters } from "./parameters.ts";
import { type Binding, type Bindings, openSession } from "./session.ts";

export type Trained = Readonly<Record<string, Value>>;

export interface TrainingOptions extends Partial<AdamOptions> {
  readonly specs: ParameterSpecs;
  /** Changed in place, step by step. */
  readonly state: TrainingState;
  /** Adds the forward pass and names its own inputs; the answer is a scalar. */
  buildLoss(graph: Graph, parameters: Trained): Value;
  readonly weightDecay: number;
  readonly threads: number;
  readonly profile?: string;
}

export interface Training {
  /** One step on one batch; answers with the loss before the step. */
  step(batch: Bindings, rate: number): Promise<{ loss: number; gradientNorm: number }>;
  close(): Promise<void>;
}

/**
 * Opens a graph that holds forward pass, backward pass and optimiser. New parameters are written over the old ones: that is
 * sound because every new value waits for the norm of the whole gradient, and so for every reader of an old one.
 */
export async function openTraining(options: TrainingOptions): Promise<Training> {
  const { specs, state, weightDecay, threads, profile } = options;
  const adam = { ...adamDefaults, ...options };
  const session = await openSession(trainingGraph(options, adam).toBytes(), {
    threads,
    ...(profile !== undefined && { profile }),
  });
  const count = countParameters(specs);
  const vector = (data: Float32Array): Binding => ({ data, shape: [count] });
  const scalar = (): Binding & { data: Float32Array } => ({ data: new Float32Array(1), shape: [] });
  const [rate, firstCorrection, secondCorrection, loss, norm] = [scalar(), scalar(), scalar(), scalar(), scalar()];
  const own = Object.fromEntries(
    [...viewParameters(specs, state.parameters)].map(([name, data]) => [
      `parameter.${name}`,
      { data, shape: specs[name]?.shape ?? [] },
    ]),
  );
  const moving = {
    parameters: vector(state.parameters),
    firstMoment: vector(state.firstMoment),
    secondMoment: vector(state.secondMoment),
  };
  const fixed = {
    ...own,
    ...moving,
    decay: vector(decayVector(specs, weightDecay)),
    rate,
    firstCorrection,
    secondCorrection,
  };
  const outputs = {
    "new.parameters": moving.parameters,
    "new.firstMoment": moving.firstMoment,
    "new.secondMoment": moving.secondMoment,
    "new.loss": loss,
    "new.norm": norm,
  };
  return {
    async step(batch, learningRate) {
      const { first, second } = adamCorrections(state.steps + 1, adam);
      rate.data[0] = learningRate;
      firstCorrection.data[0] = first;
      secondCorrection.data[0] = second;
      await session.run({ ...fixed, ...batch }, outputs);
      state.steps++;
      return { loss: loss.data[0] ?? Number.NaN, gradientNorm: norm.data[0] ?? Number.NaN };
    },
    close: () => session.close(),
  };
}

function trainingGraph({ specs, buildLoss }: TrainingOptions, adam: AdamOptions): Graph {
  const graph = new Graph();
  const trained: Trained = Object.fromEntries(
    Object.entries(specs).map(([name, { shape }]) => [name, graph.input(`parameter.${name}`, shape, "float", true)]),
  );
  const loss = buildLoss(graph, trained);
  const wrt = Object.values(trained);
  const found = gradients(loss, wrt);
  const flat = wrt.map((parameter, i) => {
    const size = sizeOf(parameter.shape);
    return reshape(found[i] ?? graph.constant(new Array<number>(size).fill(0), parameter.shape), [size]);
  });
  const count = countParameters(specs);
  const vector = (name: string) => graph.input(name, [count]);
  const next = adamStep(
    {
      parameters: vector("parameters"),
      gradient: concat(flat, 0),
      firstMoment: vector("firstMoment"),
      secondMoment: vector("secondMoment"),
      decay: vector("decay"),
      rate: graph.input("rate", []),
      firstCorrection: graph.input("firstCorrection", []),
      secondCorrection: graph.input("secondCorrection", []),
    },
    adam,
  );
  graph.output("new.parameters", next.parameters);
  graph.output("new.firstMoment", next.firstMoment);
  graph.output("new.secondMoment", next.secondMoment);
  graph.output("new.norm", next.norm);
  graph.output("new.loss", loss);
  return graph;
}

function decayVector(specs: ParameterSpecs, weightDecay: number): Float32Array {
  const decay = new Float32Array(countParameters(specs));
  for (const [name, view] of viewParameters(specs, decay)) view.fill(specs[name]?.isDecayed ? weightDecay : 0);
  return decay;
}
