import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import { openSession } from "../../nn/session.ts";
import { fillEvents, openBatch } from "./batch.ts";
import type { BehaviourShape } from "./model.ts";
import type { Sequences } from "./sequences.ts";

export interface EncodeContext {
  readonly threads: number;
  readonly signal?: AbortSignal;
  progress?(users: number): void;
}

/** Windows a run; part of a saved encoder, so that a user's vector does not depend on how many there are. */
export const encodeBatch = 64;

/**
 * One vector a user, from the newest window. model: bytes of a saved encoder. Users without events get a row of NaN: no place
 * in space may stand for "did nothing". Rows are in the order of users; a row depends on that user's events alone.
 */
export function encodeUsers(
  model: Uint8Array,
  shape: BehaviourShape,
  sequences: Sequences,
  context: EncodeContext,
): Promise<Matrix> {
  return runOnUsers(model, { name: "vectors", width: shape.width }, shape, sequences, context);
}

/** The chance of each class for each user, by a saved encoder with a head; rows of NaN as in `encodeUsers`. */
export function classifyUsers(
  model: Uint8Array,
  classes: number,
  shape: BehaviourShape,
  sequences: Sequences,
  context: EncodeContext,
): Promise<Matrix> {
  return runOnUsers(model, { name: "chances", width: classes }, shape, sequences, context);
}

async function runOnUsers(
  model: Uint8Array,
  output: { readonly name: string; readonly width: number },
  shape: BehaviourShape,
  sequences: Sequences,
  { threads, signal, progress }: EncodeContext,
): Promise<Matrix> {
  const { name, width } = output;
  const users = sequences.newest.length;
  const data = new Float32Array(users * width).fill(Number.NaN);
  const batch = openBatch(shape, encodeBatch, 1);
  const found = { data: new Float32Array(encodeBatch * width), shape: [encodeBatch, width] };
  const present = [...sequences.newest.keys()].filter((user) => (sequences.newest[user] ?? -1) >= 0);
  const session = await openSession(model, { threads });
  try {
    for (let start = 0; start < present.length; start += encodeBatch) {
      if (signal?.aborted) throw new CladeError("CANCELLED");
      const some = present.slice(start, start + encodeBatch);
      const rows = some.map((user) => sequences.newest[user] ?? -1);
      fillEvents(batch, sequences, shape, rows);
      await session.run({ ...batch.events, shares: batch.shares }, { [name]: found });
      for (const [b, user] of some.entries()) data.set(found.data.subarray(b * width, (b + 1) * width), user * width);
      progress?.(start + some.length);
    }
  } finally {
    await session.close();
  }
  return { data, rows: users, cols: width };
}
