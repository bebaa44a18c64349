import { closeSync, openSync, readSync } from "node:fs";
import { findMatrix, type StoredMatrix } from "../embedding/stored-matrix.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import { artefactOf, type RunKeys, readJson } from "./stored-members.ts";

/** The matrix that a run's segments were made from. */
export function clusteredMatrix(run: RunKeys): StoredMatrix {
  const { fusion } = run.keys as Readonly<Record<string, string | undefined>>;
  return findMatrix((stage) => artefactOf(run, stage).folder, fusion === undefined ? {} : { matrix: "fusion" });
}

/** One row of it, without reading the rest. */
export function readMatrixRow(run: RunKeys, row: number): Float32Array {
  const { path, columns } = clusteredMatrix(run);
  const values = new Float32Array(columns.length);
  const handle = openSync(path, "r");
  try {
    readSync(handle, new Uint8Array(values.buffer), 0, values.byteLength, row * values.byteLength);
  } finally {
    closeSync(handle);
  }
  return values;
}

/**
 * The segment whose centre is nearest to a row after its own, by mean squared distance over the features that the row
 * has; null with one segment or a row of nothing.
 */
export function nextNearest(run: RunKeys, row: number, own: number): number | null {
  const { centres } = readJson<EvaluationSummary>(artefactOf(run, "evaluation"), "evaluation.json");
  const values = readMatrixRow(run, row);
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  centres.forEach((centre, segment) => {
    if (segment === own) return;
    let sum = 0;
    let known = 0;
    centre.forEach((at, column) => {
      const value = values[column] ?? Number.NaN;
      if (Number.isNaN(value)) return;
      sum += (value - at) ** 2;
      known++;
    });
    if (known === 0 || sum / known >= least) return;
    least = sum / known;
    best = segment;
  });
  return best;
}
