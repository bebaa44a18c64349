import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { CladeError } from "../lib/core/errors.ts";
import type { Matrix } from "../lib/core/matrix.ts";
import { createRandom } from "../lib/core/random.ts";
import { onnx } from "../lib/embedding/encoders/onnx.ts";
import { detectLanguage } from "../lib/embedding/text/language.ts";
import { encodeByStudent, studentDefaults, trainStudent } from "../lib/embedding/text/student.ts";
import { judgeStudent, mostJudgedTexts } from "../lib/embedding/text/student-quality.ts";
import { drawUsers, intervalOf, resamples } from "../lib/evaluation/bootstrap.ts";
import { sharedInformation } from "../lib/evaluation/information.ts";
import { kMeans } from "../lib/kernels/k-means.ts";
import { type Kernels, openKernels } from "../lib/kernels/pool.ts";

// node scripts/student-figures.ts --texts FILE.json --teacher DIR [--language en|zh] [--precision fp32|int8]: how well a domain
// student stands in for its teacher on the latest fifth of different texts, taught on those before: together, and by thirds
// of length. FILE.json: an array of [text, group], the oldest first. Prints rows of a table.

const usage = "student-figures --texts FILE.json --teacher DIR [--language en|zh] [--precision fp32|int8]";
const mostTaught = 15_000;
const judgedShare = 0.2;
const starts = 5;

type Interval = { readonly value: number; readonly low: number; readonly high: number } | null;

async function main(): Promise<void> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { texts: text, teacher: text, language: text, precision: text } });
  const { texts: file, teacher: folder, language, precision = "fp32" } = values;
  if (!file || !folder || (precision !== "fp32" && precision !== "int8"))
    throw new CladeError("BAD_USAGE", { problem: usage });
  const written: readonly (readonly [text: string, group: string])[] = JSON.parse(readFileSync(file, "utf8"));
  const different = [...new Map(written)].filter(([own]) => !language || detectLanguage(own) === language);
  const judged = different.slice(-Math.min(mostJudgedTexts, Math.floor(judgedShare * different.length)));
  const taught = different.slice(0, -judged.length).slice(-mostTaught);
  const [lessons, texts] = [taught, judged].map((some) => some.map(([own]) => own)) as [string[], string[]];

  const threads = availableParallelism();
  const teacher = await onnx.load({ folder, precision }, { threads });
  const [known, given] = [await teacher.encode(lessons), await teacher.encode(texts)];
  await teacher.close();
  const kernels = await openKernels({ threads });
  const options = { ...studentDefaults, dimension: known.cols };
  const student = trainStudent(kernels, lessons, { name: teacher.name, vectors: known }, options);
  const own = encodeByStudent(kernels, student, texts);
  const names = [...new Set(judged.map(([, group]) => group))];
  const classes = judged.map(([, group]) => names.indexOf(group));
  const groups = [own, given].map((x) => cluster(kernels, x, names.length)) as [Int32Array, Int32Array];
  await kernels.close();

  console.log(`${teacher.name}: taught on ${lessons.length} texts, judged on ${texts.length}, ${names.length} groups`);
  for (const rows of [[...texts.keys()], ...thirdsByLength(texts)]) {
    const quality = judgeStudent(rowsOf(own, rows), rowsOf(given, rows), createRandom(1));
    const lengths = rows.map((row) => texts[row]?.length ?? 0);
    const { centredCosine: cosine, recallAtTen: recall } = quality;
    const cells = [
      `${Math.min(...lengths)}–${Math.max(...lengths)}`,
      rows.length,
      inWords({ ...cosine, value: cosine.mean }),
      inWords({ ...recall, value: recall.mean }),
    ];
    console.log(`| ${[...cells, ...agreement(classes, groups, rows)].join(" | ")} |`);
  }
}

/** Shortest, middle and longest. */
function thirdsByLength(texts: readonly string[]): number[][] {
  const order = [...texts.keys()].sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0) || a - b);
  const edge = (third: number) => Math.round((third * order.length) / 3);
  return [0, 1, 2].map((third) => order.slice(edge(third), edge(third + 1)));
}

function rowsOf({ data, cols }: Matrix, rows: readonly number[]): Matrix {
  const some = new Float32Array(rows.length * cols);
  for (const [i, row] of rows.entries()) some.set(data.subarray(row * cols, (row + 1) * cols), i * cols);
  return { data: some, rows: rows.length, cols };
}

function cluster(kernels: Kernels, x: Matrix, k: number): Int32Array {
  const mark = kernels.mark();
  const own = kernels.matrix(x.rows, x.cols);
  own.data.set(x.data);
  const { labels } = kMeans(kernels, own, { k, restarts: starts, random: createRandom(1) });
  kernels.release(mark);
  return Int32Array.from(labels);
}

/** NMI and AMI with the groups that the texts are of, the student's and the teacher's, and the difference of the AMIs, paired. */
function agreement(
  classes: readonly number[],
  groups: readonly [Int32Array, Int32Array],
  rows: readonly number[],
): string[] {
  const of = (some: readonly number[]) =>
    groups.map((labels) =>
      sharedInformation(
        some.map((row) => classes[row] ?? -1),
        some.map((row) => labels[row] ?? -1),
      ),
    );
  const [student, teacher] = of(rows);
  const drawn = Array.from(drawUsers(rows.length, resamples, createRandom(1)), (counts) => {
    const some = [...counts].flatMap((times, i) => new Array<number>(times).fill(rows[i] ?? 0));
    const [one, other] = of(some);
    return (one?.ami ?? Number.NaN) - (other?.ami ?? Number.NaN);
  });
  const pairs = (["nmi", "ami"] as const).map(
    (name) => `${short(student?.[name] ?? Number.NaN)}, ${short(teacher?.[name] ?? Number.NaN)}`,
  );
  return [...pairs, inWords(intervalOf((student?.ami ?? Number.NaN) - (teacher?.ami ?? Number.NaN), drawn))];
}

function inWords(figure: Interval): string {
  return figure ? `${short(figure.value)} (${short(figure.low)} … ${short(figure.high)})` : "–";
}

function short(value: number): string {
  return value
    .toFixed(3)
    .replace("-", "−")
    .replace(/^(−?)0\./, "$1.");
}

await main();
