import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { BehaviourTraining } from "../schema.ts";
import { judgeStudent, mostJudgedTexts } from "../text/student-quality.ts";
import { encodeUsers } from "./encode-users.ts";
import type { BehaviourShape } from "./model.ts";
import type { Sequences } from "./sequences.ts";

const fewestJudged = 20;

/** What an encoder's int8 file loses beside the full one, at users that were kept out of training. rows: their windows. */
export async function judgeInt8(
  { full, int8 }: { readonly full: Uint8Array; readonly int8: Uint8Array },
  shape: BehaviourShape,
  sequences: Sequences,
  rows: Int32Array,
  { threads, random }: { readonly threads: number; readonly random: Random },
): Promise<BehaviourTraining["int8"]> {
  if (rows.length < fewestJudged) return null;
  const judged = { ...sequences, newest: rows.slice(0, mostJudgedTexts) };
  const encode = async (model: Uint8Array) => unitRows(await encodeUsers(model, shape, judged, { threads }));
  const { centredCosine, recallAtTen } = judgeStudent(await encode(int8), await encode(full), random);
  const sizes = { bytes: int8.length, fullBytes: full.length };
  return { ...sizes, cosine: centredCosine.mean, recall: recallAtTen.mean };
}

function unitRows({ data, rows, cols }: Matrix): Matrix {
  const unit = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += cols) {
    const row = data.subarray(start, start + cols);
    const length = Math.hypot(...row) || 1;
    for (const [j, value] of row.entries()) unit[start + j] = value / length;
  }
  return { data: unit, rows, cols };
}
