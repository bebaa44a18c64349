import { CladeError } from "../core/errors.ts";
import { type Attributes, modelOf, nodeOf, portOf } from "./onnx/build.ts";
import { encodeModel } from "./onnx/encode.ts";
import { dataTypes, type OnnxNode, type OnnxTensor, type OnnxValueInfo } from "./onnx/messages.ts";
import { type Numbers, tensorOf } from "./onnx/tensor.ts";

export type Shape = readonly number[];
export type Precision = "float" | "double";
export type ElementType = Precision | "int8" | "int32" | "int64";

/** A tensor of the graph: its size is known while the graph is built, its numbers only when it runs. */
export interface Value {
  readonly graph: Graph;
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
  /** Does it depend on a parameter, so that gradients flow through it? */
  readonly isTrained: boolean;
}

/** For the gradient of an output (same shape) the gradients of the inputs, undefined where none flows. */
export type Backward = (dy: Value) => readonly (Value | undefined)[];

interface TapeEntry {
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly backward: Backward;
}

/**
 * Collects the nodes of an ONNX graph, and for each differentiable operation how its gradient is computed. One graph holds
 * forward pass, backward pass and optimiser. `precision` double is for checking gradients: some fused operators exist in
 * float only, and are spelled out there.
 */
export class Graph {
  readonly precision: Precision;
  readonly tape: TapeEntry[] = [];
  readonly inputs: Value[] = [];
  private readonly nodes: OnnxNode[] = [];
  private readonly initializers: OnnxTensor[] = [];
  private readonly constants = new Map<string, Value>();
  private readonly outputs: OnnxValueInfo[] = [];
  private count = 0;

  constructor(precision: Precision = "float") {
    this.precision = precision;
  }

  input(name: string, shape: Shape, type: ElementType = this.precision, isTrained = false): Value {
    const value: Value = { graph: this, name, shape, type, isTrained };
    this.inputs.push(value);
    return value;
  }

  /** A number that enters every element alike. */
  scalar(number: number): Value {
    return this.constant([number], []);
  }

  /** Equal constants are stored once. */
  constant(numbers: readonly number[], shape: Shape = [numbers.length], type: ElementType = this.precision): Value {
    const key = `${type}[${shape}]${numbers.join()}`;
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const name = `constant${this.constants.size}`;
    this.initializers.push(tensorOf(name, shape, numbersOf(numbers, type)));
    const value: Value = { graph: this, name, shape, type, isTrained: false };
    this.constants.set(key, value);
    return value;
  }

  /** Numbers kept in the file, as the weights of a trained encoder are. */
  stored(name: string, data: Float32Array, shape: Shape): Value {
    this.initializers.push(tensorOf(name, shape, data));
    return { graph: this, name, shape, type: "float", isTrained: false };
  }

  /** The same in int8: numbers are values × scales, a scale for each place along `axis`. */
  storedInt8(name: string, { values, scales }: Int8Numbers, shape: Shape, axis: number): Value {
    this.initializers.push(tensorOf(`${name}.int8`, shape, values));
    const integers: Value = { graph: this, name: `${name}.int8`, shape, type: "int8", isTrained: false };
    const steps = this.stored(`${name}.scales`, scales, [scales.length]);
    return this.node("DequantizeLinear", [integers, steps], shape, { attributes: { axis } });
  }

  /** Adds an operator with one output. */
  node(op: string, inputs: readonly Value[], shape: Shape, options: NodeOptions = {}): Value {
    const [value] = this.multiNode(op, inputs, [shape], options);
    return value as Value;
  }

  /** Adds an operator with several outputs, one a shape. */
  multiNode(op: string, inputs: readonly Value[], shapes: readonly Shape[], options: NodeOptions = {}): Value[] {
    const { type = this.precision, ...about } = options;
    const isTrained = inputs.some((input) => input.isTrained);
    const values = shapes.map((shape) => ({ graph: this, name: `${op}${this.count++}`, shape, type, isTrained }));
    const names = (some: readonly Value[]) => some.map(({ name }) => name);
    this.nodes.push(nodeOf(op, names(inputs), names(values), about));
    return values;
  }

  /** Declares how the gradient of `output` reaches `inputs`; where none is trained nothing is kept. */
  record(output: Value, inputs: readonly Value[], backward: Backward): Value {
    if (output.isTrained) this.tape.push({ output, inputs, backward });
    return output;
  }

  /** Names a result of the run. */
  output(name: string, value: Value): void {
    this.nodes.push({ op: "Identity", inputs: [value.name], outputs: [name] });
    this.outputs.push(port({ ...value, name }));
  }

  /** The graph as a .onnx file. */
  toBytes(metadata: Readonly<Record<string, string>> = {}): Uint8Array {
    const { nodes, initializers, outputs } = this;
    return encodeModel(modelOf({ nodes, initializers, inputs: this.inputs.map(port), outputs }, metadata));
  }
}

export interface Int8Numbers {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

interface NodeOptions {
  readonly attributes?: Attributes;
  readonly type?: ElementType;
  readonly domain?: string;
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** @throws INTERNAL: shapes that do not fit are a mistake in the program, found before anything runs. */
export function refuse(problem: string): never {
  throw new CladeError("INTERNAL", { stage: "nn", problem });
}

function port({ name, shape, type }: Value): OnnxValueInfo {
  return portOf(name, dataTypes[type], shape);
}

function numbersOf(numbers: readonly number[], type: ElementType): Numbers {
  if (type === "int64") return BigInt64Array.from(numbers, BigInt);
  const kinds = { float: Float32Array, double: Float64Array, int8: Int8Array, int32: Int32Array };
  return kinds[type].from(numbers);
}
