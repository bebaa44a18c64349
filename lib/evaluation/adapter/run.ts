import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CladeError } from "../../core/errors.ts";
import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import type { Matrix } from "../../core/matrix.ts";
import { createRandom, type Random } from "../../core/random.ts";
import type { Stage, StageContext } from "../../core/stage.ts";
import { adaptVectors } from "../../embedding/adapter/adapter.ts";
import { adapterDefaults } from "../../embedding/adapter/params.ts";
import type { AdaptationSummary } from "../../embedding/adapter-schema.ts";
import { blockWidth, type ReducedBlock, reduceBlock } from "../../embedding/reduce-block.ts";
import type { TextSummary } from "../../embedding/schema.ts";
import type { IngestSummary } from "../../ingest/schema.ts";
import { openKernels } from "../../kernels/pool.ts";
import { readNumbers, writeNumbers } from "../../platform/number-file.ts";
import { classesOf } from "../labels/classes.ts";
import { sampleLabelled } from "../labels/sample-labelled.ts";
import { judgeAdapter } from "./judge-adapter.ts";
import { tryAdapter } from "./try-adapter.ts";

export interface AdaptParams {
  /** tags: of people, in the file that `resources.labels` names; label: of the tables, in `column`. */
  readonly source: "tags" | "label";
  readonly column: string | null;
  /** SHA-256 of the tags' file. */
  readonly labels: string | null;
  readonly seed: number;
}

const folds = 5;

/**
 * The text block as labels of some users bend it, where users held out show that they should: `vectors.f32`, `block.f32` and
 * `block.json` as the text stage has them, with what was tried and what came of it. Refused, the block is the text stage's.
 */
export const adaptStage: Stage<AdaptParams> = {
  name: "adapt",
  async run(params, context) {
    const say = (fraction: number, sentence: Localised) => context.progress({ fraction, sentence });
    say(0, { en: "Reading labels", zh: "正在读取标签" });
    const text = readJson<TextSummary>(join(context.input("text"), "block.json"));
    const x = vectorsOf(context, text);
    const { column, values, notes } = await readValues(params, x.rows, context);
    const written = values.map((value, row) => (Number.isNaN(x.data[row * x.cols]) ? null : value));
    const { classes, codes, problem, notes: rare } = classesOf(column, written, folds);
    const random = createRandom(params.seed).fork("adapter");
    const about = {
      ...{ source: params.source, classes, folds },
      labelled: codes.filter((code) => code >= 0).length,
    };
    const kernels = await openKernels({ threads: context.threads });
    try {
      const tried = problem === null ? await attempt(codes, classes.length, random) : nothing(problem);
      const vectors = tried.vectors ?? x;
      const block = tried.vectors ? reduced(tried.vectors) : plain(text, context);
      const adaptation: AdaptationSummary = { ...about, ...tried.found, notes: [...notes, ...rare, ...tried.notes] };
      const summary: TextSummary = {
        ...text,
        columns: Array.from({ length: block.matrix.cols }, (_, j) => `text ${j + 1}`),
        dimension: vectors.cols,
        shares: block.shares,
        adaptation,
      };
      writeNumbers(join(context.out, "vectors.f32"), vectors.data);
      writeNumbers(join(context.out, "block.f32"), block.matrix.data);
      writeFileSync(join(context.out, "block.json"), JSON.stringify(summary));
    } finally {
      await kernels.close();
    }

    function reduced(adapted: Matrix): Omit<ReducedBlock, "covered"> {
      return reduceBlock(kernels, adapted, blockWidth);
    }

    async function attempt(all: Int32Array, count: number, own: Random): Promise<Attempt> {
      const sample = sampleLabelled(all, { classes: count, columns: x.cols }, own.fork("sample"));
      const task = { x, codes: sample.codes, classes: count, folds };
      const { map, steps, figures } = await tryAdapter(kernels, task, adapterDefaults, {
        ...{ random: own, threads: context.threads },
        progress: (fraction) => say(fraction, { en: "Learning from labels", zh: "正在学习标签" }),
      });
      const { isUsed, verdict } = judgeAdapter(figures, steps);
      const found = { steps, figures, isUsed, verdict };
      return { found, notes: sample.notes, ...(isUsed ? { vectors: adaptVectors(map, x) } : {}) };
    }
  },
};

interface Attempt {
  readonly found: Pick<AdaptationSummary, "steps" | "figures" | "isUsed" | "verdict">;
  readonly notes: readonly Localised[];
  /** Absent: they stay as they were. */
  readonly vectors?: Matrix;
}

function nothing(problem: Localised): Attempt {
  return { found: { steps: 0, figures: [], isUsed: false, verdict: problem }, notes: [] };
}

async function readValues(params: AdaptParams, users: number, context: StageContext) {
  if (params.source === "tags") {
    const file = context.resources?.labels;
    if (file === undefined) throw new CladeError("INTERNAL", { stage: "adapt", problem: "no file of tags" });
    const { readTags } = await import("./stored-tags.ts");
    const { values, unknown } = await readTags(file, users, context);
    return { column: "tags", values, notes: unknown > 0 ? [unknownUsers(unknown)] : [] };
  }
  const ingest = readJson<IngestSummary>(join(context.input("ingest"), "ingest.json"));
  const { readLabels } = await import("../labels/stored-labels.ts");
  const column = params.column ?? "";
  const { values } = await readLabels(column, ingest, users, context);
  return { column, values, notes: [] };
}

/** As the text stage left it. */
function plain({ users, columns, shares }: TextSummary, { input }: StageContext): Omit<ReducedBlock, "covered"> {
  const cols = columns.length;
  const data = readNumbers(join(input("text"), "block.f32"), new Float32Array(users * cols));
  return { matrix: { data, rows: users, cols }, shares };
}

function vectorsOf({ input }: StageContext, { users, dimension }: TextSummary): Matrix {
  const data = readNumbers(join(input("text"), "vectors.f32"), new Float32Array(users * dimension));
  return { data, rows: users, cols: dimension };
}

function unknownUsers(users: number): Localised {
  const count = formatNumber(users);
  return {
    en: `${count} of the tagged users are not among those of this run.`,
    zh: `有标签的用户中，${count} 位不在本次分析的用户内。`,
  };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}
