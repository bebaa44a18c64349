import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import type { StandInQuality } from "../schema.ts";
import { judgeStudent, mostJudgedTexts, type StudentQuality } from "../text/student-quality.ts";
import { encodeUsers } from "./encode-users.ts";
import type { BehaviourShape } from "./model.ts";
import type { Sequences } from "./sequences.ts";

/** A saved encoder. */
export interface SavedEncoder {
  readonly file: Uint8Array;
  readonly shape: BehaviourShape;
}

interface JudgeContext {
  readonly threads: number;
  readonly random: Random;
}

const fewestJudged = 20;

/**
 * A student is used where both lower limits are above these. Measured at users kept out: one layer of two gives .985–.996 and
 * .81–.86 on three shops and is used; none, a sum over events, gives .82–.93 and .32–.54 and is not.
 */
const leastQuality = { centredCosine: 0.95, recallAtTen: 0.6 } as const;

/** What is lost by another encoder's vectors at users that were kept out of training; null where they are too few to say. */
export async function judgeStandIn(
  full: SavedEncoder,
  other: SavedEncoder,
  sequences: Sequences,
  rows: Int32Array,
  { threads, random }: JudgeContext,
): Promise<{ readonly found: StandInQuality; readonly isNear: boolean } | null> {
  if (rows.length < fewestJudged) return null;
  const judged = { ...sequences, newest: rows.slice(0, mostJudgedTexts) };
  const encode = async ({ file, shape }: SavedEncoder) => unitRows(await encodeUsers(file, shape, judged, { threads }));
  const quality = judgeStudent(await encode(other), await encode(full), random);
  const found = {
    bytes: other.file.length,
    fullBytes: full.file.length,
    cosine: quality.centredCosine.mean,
    recall: quality.recallAtTen.mean,
  };
  return { found, isNear: isNear(quality) };
}

function isNear({ centredCosine, recallAtTen }: StudentQuality): boolean {
  return centredCosine.low >= leastQuality.centredCosine && recallAtTen.low >= leastQuality.recallAtTen;
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
