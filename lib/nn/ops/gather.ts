import type { Value } from "../graph.ts";
import { lengthAt } from "./shape.ts";

/** Rows of a table by number. table: v × d, rows: n, each 0 … v − 1 → n × d. */
export function gather(table: Value, rows: Value): Value {
  const shape = [lengthAt(rows, 0), lengthAt(table, 1)];
  const output = table.graph.node("Gather", [table, rows], shape, { attributes: { axis: 0 }, type: table.type });
  return table.graph.record(output, [table], (dy) => [scatterAdd(dy, rows, lengthAt(table, 0))]);
}

/** The sum of the rows that name the same place, zero where none does. x: n × d, rows: n, each 0 … v − 1 → v × d. */
export function scatterAdd(x: Value, rows: Value, v: number): Value {
  const { graph } = x;
  const [n, d] = [lengthAt(x, 0), lengthAt(x, 1)];
  const zeros = graph.node("Expand", [graph.scalar(0), graph.constant([v, d], [2], "int64")], [v, d]);
  const long = graph.node("Cast", [rows], [n], { attributes: { to: 7 }, type: "int64" });
  const places = graph.node("Reshape", [long, graph.constant([n, 1], [2], "int64")], [n, 1], { type: "int64" });
  const output = graph.node("ScatterND", [zeros, places, x], [v, d], { attributes: { reduction: "add" } });
  return graph.record(output, [x], (dy) => [gather(dy, rows)]);
}
