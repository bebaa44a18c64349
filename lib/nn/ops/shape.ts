import { refuse, type Shape, sizeOf, type Value } from "../graph.ts";

/** The same numbers in the same order under another shape. */
export function reshape(x: Value, shape: Shape): Value {
  if (sizeOf(shape) !== sizeOf(x.shape)) refuse(`[${x.shape}] cannot be read as [${shape}]`);
  if (shape.join() === x.shape.join()) return x;
  const { graph } = x;
  const output = graph.node("Reshape", [x, graph.constant(shape, [shape.length], "int64")], shape, { type: x.type });
  return graph.record(output, [x], (dy) => [reshape(dy, x.shape)]);
}

/** Axis i of the result is axis order[i] of x. */
export function transpose(x: Value, order: readonly number[]): Value {
  const shape = order.map((axis) => lengthAt(x, axis));
  const output = x.graph.node("Transpose", [x], shape, { attributes: { perm: order }, type: x.type });
  const inverse = order.map((_, axis) => order.indexOf(axis));
  return x.graph.record(output, [x], (dy) => [transpose(dy, inverse)]);
}

/** Values one after another along an axis; their other axes are equally long. */
export function concat(parts: readonly Value[], axis: number): Value {
  const [first] = parts;
  if (first === undefined) return refuse("nothing to concatenate");
  const lengths = parts.map((part) => lengthAt(part, axis));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const shape = first.shape.map((length, i) => (i === axis ? total : length));
  const output = first.graph.node("Concat", parts, shape, { attributes: { axis }, type: first.type });
  return first.graph.record(output, parts, (dy) => {
    let start = 0;
    return parts.map((part, i) => {
      const from = start;
      start += lengths[i] ?? 0;
      return part.isTrained ? slice(dy, axis, from, start) : undefined;
    });
  });
}

/** Entries start … end − 1 along an axis. */
export function slice(x: Value, axis: number, start: number, end: number): Value {
  const { graph } = x;
  const length = lengthAt(x, axis);
  if (start < 0 || end > length || start >= end) refuse(`${start}…${end} lies outside of [${x.shape}]`);
  if (start === 0 && end === length) return x;
  const limits = [start, end, axis].map((number) => graph.constant([number], [1], "int64"));
  const shape = x.shape.map((size, i) => (i === axis ? end - start : size));
  const output = graph.node("Slice", [x, ...limits], shape, { type: x.type });
  return graph.record(output, [x], (dy) => {
    const pads = (count: number) => x.shape.map((_, i) => (i === axis ? count : 0));
    const amounts = graph.constant([...pads(start), ...pads(length - end)], [2 * x.shape.length], "int64");
    return [graph.node("Pad", [dy, amounts], x.shape)];
  });
}

export function lengthAt(x: Value, axis: number): number {
  return x.shape[axis] ?? refuse(`[${x.shape}] has no axis ${axis}`);
}
