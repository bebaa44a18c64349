import { gradients } from "./gradients.ts";
import { Graph, type Precision, type Shape, sizeOf, type Value } from "./graph.ts";
import { type Binding, type Bindings, openSession } from "./session.ts";

export interface TestInput {
  readonly shape: Shape;
  readonly numbers: readonly number[];
}

/** Runs a function of trained inputs in the graph; answers with its value and the gradient of each input, as plain numbers. */
export async function evaluate(
  inputs: Readonly<Record<string, TestInput>>,
  build: (inputs: Readonly<Record<string, Value>>) => Value,
  precision: Precision = "double",
): Promise<{ value: number[]; gradients: Readonly<Record<string, number[]>>; at: Evaluate }> {
  const graph = new Graph(precision);
  const values = Object.fromEntries(
    Object.entries(inputs).map(([name, { shape }]) => [name, graph.input(name, shape, precision, true)]),
  );
  const result = build(values);
  const size = sizeOf(result.shape);
  graph.output("result", result);
  const outputs: Record<string, Binding> = { result: { data: numbersOf(size, precision), shape: result.shape } };
  const names = Object.keys(inputs);
  if (size === 1) {
    for (const [i, gradient] of gradients(result, Object.values(values)).entries()) {
      const name = names[i] ?? "";
      const shape = inputs[name]?.shape ?? [];
      if (gradient === undefined) continue;
      graph.output(`d ${name}`, gradient);
      outputs[`d ${name}`] = { data: numbersOf(sizeOf(shape), precision), shape };
    }
  }
  const session = await openSession(graph.toBytes(), { threads: 1 });
  const at: Evaluate = async (changed) => {
    const bindings = Object.entries(inputs).map(([name, { shape, numbers }]) => {
      const data = precision === "double" ? Float64Array.from(numbers) : Float32Array.from(numbers);
      if (name === changed?.name) data[changed.index] = changed.number;
      return [name, { data, shape }] as const;
    });
    await session.run(Object.fromEntries(bindings) as Bindings, outputs);
    return Array.from(outputs.result?.data ?? [], Number);
  };
  const value = await at();
  const found = names.map((name) => [name, Array.from(outputs[`d ${name}`]?.data ?? [], Number)] as const);
  return { value, gradients: Object.fromEntries(found), at };
}

type Evaluate = (changed?: { name: string; index: number; number: number }) => Promise<number[]>;

/**
 * The largest difference between the graph's gradient and the central difference (f(x + h) − f(x − h)) / 2h of a scalar
 * function, in double precision, relative to the largest slope (at least 1). h = 1e-6 leaves an error of about 1e-9.
 */
export async function gradientError(
  inputs: Readonly<Record<string, TestInput>>,
  build: (inputs: Readonly<Record<string, Value>>) => Value,
): Promise<number> {
  const step = 1e-6;
  const { gradients: found, at } = await evaluate(inputs, build);
  let worst = 0;
  let largest = 1;
  for (const [name, { numbers }] of Object.entries(inputs)) {
    for (const [index, number] of numbers.entries()) {
      const [up = Number.NaN] = await at({ name, index, number: number + step });
      const [down = Number.NaN] = await at({ name, index, number: number - step });
      const slope = (up - down) / (2 * step);
      worst = Math.max(worst, Math.abs(slope - (found[name]?.[index] ?? 0)));
      largest = Math.max(largest, Math.abs(slope));
      if (Number.isNaN(slope)) return Number.NaN;
    }
  }
  return worst / largest;
}

function numbersOf(size: number, precision: Precision): Float32Array | Float64Array {
  return precision === "double" ? new Float64Array(size) : new Float32Array(size);
}
