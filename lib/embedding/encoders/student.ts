import { CladeError } from "../../core/errors.ts";
import type { Matrix } from "../../core/matrix.ts";
import { encodeByStudent, studentDefaults, trainStudent } from "../text/student.ts";
import type { Student } from "../text/student-file.ts";
import { isGoodEnough, judgeStudent, mostJudgedTexts, type StudentQuality } from "../text/student-quality.ts";
import type { FitContext, LoadedEncoder } from "./encoder.ts";

export interface StudentEncoder extends LoadedEncoder {
  readonly student: Student;
  readonly quality: StudentQuality;
}

/** Texts the teacher is asked for: more teach hardly anything new, and are what takes the time. */
const mostTaught = 15_000;
const heldOutShare = 0.1;
/** Of the whole time, what the teacher takes. */
const teacherShare = 0.8;

/**
 * A student of a teacher, taught on a sample of these texts and judged on held-out ones. texts: in order of time, so that the
 * held-out are the latest, as the texts to come will be. Doubles are learnt once, and none is both learnt and judged by.
 * @throws TOO_FEW_WORDS below 200 different texts; STUDENT_TOO_POOR where it does not stand in for its teacher; CANCELLED.
 */
export async function fitStudent(
  teacher: LoadedEncoder,
  texts: readonly string[],
  { kernels, random, signal, progress }: FitContext,
): Promise<StudentEncoder> {
  const different = [...new Set(texts)];
  if (different.length < 200) throw new CladeError("TOO_FEW_WORDS", { words: different.length, least: 200 });
  const judged = Math.min(mostJudgedTexts, Math.floor(heldOutShare * different.length));
  const held = different.slice(-judged);
  const draws = random.fork("taught");
  const taught = sample(different.slice(0, -judged), mostTaught, draws.int);
  const part = (from: number, share: number) => (fraction: number) => progress?.(from + share * fraction);
  const options = signal === undefined ? {} : { signal };
  const vectors = await teacher.encode([...taught, ...held], { ...options, progress: part(0, teacherShare) });
  const student = trainStudent(
    kernels,
    taught,
    { name: teacher.name, vectors: rowsOf(vectors, 0, taught.length) },
    {
      ...studentDefaults,
      dimension: teacher.dimension,
      signal,
      progress: part(teacherShare, 1 - teacherShare),
    },
  );
  const own = encodeByStudent(kernels, student, held, options);
  const quality = judgeStudent(own, rowsOf(vectors, taught.length, held.length), random.fork("judge"));
  if (!isGoodEnough(quality)) {
    const rounded = (value: number) => value.toFixed(2);
    const { centredCosine, recallAtTen } = quality;
    throw new CladeError("STUDENT_TOO_POOR", {
      cosine: rounded(centredCosine.mean),
      recall: rounded(recallAtTen.mean),
    });
  }
  return {
    student,
    quality,
    name: `student of ${teacher.name}`,
    dimension: student.dimension,
    ...(teacher.spaces && { spaces: teacher.spaces }),
    encode: async (some, options) => encodeByStudent(kernels, student, some, options),
    close: () => teacher.close(),
  };
}

function rowsOf({ data, cols }: Matrix, from: number, rows: number): Matrix {
  return { data: data.subarray(from * cols, (from + rows) * cols), rows, cols };
}

/** So many of the texts, in their order, each with the same chance. */
function sample(texts: readonly string[], most: number, draw: (n: number) => number): string[] {
  let wanted = Math.min(most, texts.length);
  return texts.filter((_, i) => {
    const taken = draw(texts.length - i) < wanted;
    if (taken) wanted--;
    return taken;
  });
}
