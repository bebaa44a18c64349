import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { CladeError } from "../lib/core/errors.ts";
import type { Matrix } from "../lib/core/matrix.ts";
import { onnx } from "../lib/embedding/encoders/onnx.ts";
import { studentDefaults, trainStudent } from "../lib/embedding/text/student.ts";
import { studentToBytes } from "../lib/embedding/text/student-file.ts";
import { openKernels } from "../lib/kernels/pool.ts";

// node scripts/train-embedded.ts --texts FILE.json --teacher DIR --out FILE.student: teaches a student that Clade comes with
// (lib/embedding/models/README.md says on what). FILE.json: an array of texts. --vectors FILE.f32 holds the teacher's vectors of
// these texts, or is written with them where it does not exist: encoding takes most of the time.

const usage =
  "train-embedded --texts FILE.json --teacher DIR --out FILE.student [--vectors FILE.f32] [--precision fp32|int8]";
/** Two languages of 4.5 MB each; the gradient is a hundredth of its start by then. */
const options = { ...studentDefaults, dimension: 128, maxIterations: 12 };

async function main(): Promise<void> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { texts: text, teacher: text, out: text, vectors: text, precision: text } });
  const { texts: file, teacher: folder, out, vectors: saved, precision = "fp32" } = values;
  if (file === undefined || folder === undefined || out === undefined || (precision !== "fp32" && precision !== "int8"))
    throw new CladeError("BAD_USAGE", { problem: usage });
  const texts: readonly string[] = JSON.parse(readFileSync(file, "utf8"));
  const known = saved === undefined ? undefined : readVectors(saved, texts.length);
  const teacher = await onnx.load({ folder, precision }, { threads: availableParallelism() });
  const progress = (what: string) => (fraction: number) =>
    process.stderr.write(`\r${what} ${Math.round(100 * fraction)} % `);
  const vectors = known ?? (await teacher.encode(texts, { progress: progress("teacher") }));
  if (saved !== undefined && known === undefined) writeFileSync(saved, vectors.data);
  await teacher.close();
  const kernels = await openKernels({ threads: availableParallelism() });
  const name = `${teacher.name} (${precision})`;
  const student = trainStudent(kernels, texts, { name, vectors }, { ...options, progress: progress("student") });
  await kernels.close();
  const bytes = studentToBytes(student);
  writeFileSync(out, bytes);
  process.stderr.write("\n");
  console.log(
    JSON.stringify({ texts: texts.length, teacher: name, dimension: student.dimension, bytes: bytes.length }),
  );
}

function readVectors(file: string, rows: number): Matrix | undefined {
  try {
    const bytes = readFileSync(file);
    const data = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    const cols = data.length / rows;
    if (!Number.isInteger(cols) || cols === 0)
      throw new CladeError("FILE_UNREADABLE", {
        file,
        problem: `${data.length} numbers are no vectors of ${rows} texts`,
      });
    return { data, rows, cols };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof CladeError)) throw error;
  console.error(error.message);
  process.exitCode = error.code === "BAD_USAGE" ? 2 : 1;
});
