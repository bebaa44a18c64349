import { CladeError } from "../../core/errors.ts";
import type { TrainingState } from "../../nn/parameters.ts";

export interface CurvePoint {
  readonly step: number;
  /** Means over the steps since the point before, and over the validation users. */
  readonly loss: number;
  readonly validationLoss: number;
}

/** Everything that training goes on from: random streams follow from the seed and the step. */
export interface Checkpoint {
  readonly state: TrainingState;
  readonly best: Float32Array;
  readonly bestLoss: number;
  /** Validations since the best. */
  readonly stale: number;
  readonly curve: readonly CurvePoint[];
}

/** A checkpoint as bytes: a line of JSON, then the numbers, little-endian. `fingerprint` says what is being trained. */
export function encodeCheckpoint(checkpoint: Checkpoint, fingerprint: string): Uint8Array {
  const { state, best, bestLoss, stale, curve } = checkpoint;
  const head = { fingerprint, steps: state.steps, count: best.length, bestLoss, stale, curve };
  const arrays = [state.parameters, state.firstMoment, state.secondMoment, best];
  const numbers = arrays.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...numbers]);
}

/**
 * The checkpoint, or undefined where it is of another training (other data, params or seed), so that it starts afresh.
 * @throws MODEL_UNREADABLE where it is of this training, and cut short.
 */
export function decodeCheckpoint(bytes: Uint8Array, fingerprint: string): Checkpoint | undefined {
  const end = bytes.indexOf(10);
  const head = parse(Buffer.from(bytes.subarray(0, Math.max(0, end))).toString("utf8"));
  if (head?.fingerprint !== fingerprint) return undefined;
  const { count, steps, bestLoss, stale, curve } = head;
  const body = Uint8Array.from(bytes.subarray(end + 1));
  if (body.length !== 16 * count) throw new CladeError("MODEL_UNREADABLE", { problem: "the checkpoint is cut short" });
  const numbers = new Float32Array(body.buffer);
  const part = (i: number) => numbers.slice(i * count, (i + 1) * count);
  const state = { parameters: part(0), firstMoment: part(1), secondMoment: part(2), steps };
  // JSON has no infinity: before the first validation there is no best loss.
  return { state, best: part(3), bestLoss: bestLoss ?? Number.POSITIVE_INFINITY, stale, curve };
}

interface Head {
  readonly fingerprint: string;
  readonly steps: number;
  readonly count: number;
  readonly bestLoss: number | null;
  readonly stale: number;
  readonly curve: readonly CurvePoint[];
}

function parse(text: string): Head | undefined {
  try {
    return JSON.parse(text) as Head;
  } catch {
    return undefined;
  }
}
