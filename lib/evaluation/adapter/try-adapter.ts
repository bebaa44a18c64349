import type { Matrix } from "../../core/matrix.ts";
import type { Random } from "../../core/random.ts";
import { type Adapter, adaptVectors, startingMap } from "../../embedding/adapter/adapter.ts";
import { predictByCentres } from "../../embedding/adapter/class-centres.ts";
import { learnAdapter } from "../../embedding/adapter/learn-adapter.ts";
import type { AdapterParams } from "../../embedding/adapter/params.ts";
import type { AdapterContext, LabelledVectors } from "../../embedding/adapter/train-adapter.ts";
import type { AdapterFigure } from "../../embedding/adapter-schema.ts";
import type { Kernels } from "../../kernels/pool.ts";
import { stratifiedFolds } from "../classification/folds.ts";
import { type Fold, type OutOfFold, randomFolds, regressOutOfFold } from "../labels/cross-validate.ts";
import { differenceOf, judgeModel } from "../labels/judge.ts";
import { groupByKMeans, informationGain } from "./group-labelled.ts";

export interface AdapterTask {
  /** users × d, NaN throughout for who wrote nothing. */
  readonly x: Matrix;
  /** A class a user, −1 without one or without a text. */
  readonly codes: Int32Array;
  readonly classes: number;
  readonly folds: number;
}

export interface TriedAdapter {
  readonly map: Adapter;
  readonly steps: number;
  readonly figures: readonly AdapterFigure[];
}

/** Within each training part the number of steps is found by this many folds of its own. */
const innerFolds = 3;

/**
 * Learns an adapter, and says what it is worth to users it never saw: each of `folds` parts is told by the adapter of the
 * others, whose length of training was chosen among those others, and compared with the plain vectors user by user.
 * Every class has at least twice as many users as there are folds.
 */
export async function tryAdapter(
  kernels: Kernels,
  { x, codes, classes, folds: count }: AdapterTask,
  params: AdapterParams,
  context: AdapterContext & { progress?(fraction: number): void },
): Promise<TriedAdapter> {
  const { random } = context;
  const start = startingMap(kernels, x, params.width);
  const folds = randomFolds(codes, count, random.fork("folds"));
  const learn = (rows: Int32Array, name: string) => {
    const own: LabelledVectors = { x, rows, y: codesOf(codes, rows), classes };
    const foldOf = stratifiedFolds(own.y, innerFolds, random.fork(`${name} folds`));
    return learnAdapter(own, start, { foldOf, folds: innerFolds }, params, { ...context, random: random.fork(name) });
  };
  const adapted: Matrix[] = [];
  for (const [at, { training }] of folds.entries()) {
    context.progress?.(at / (count + 1));
    adapted.push(adaptVectors((await learn(training, `fold ${at}`)).map, x));
  }
  context.progress?.(count / (count + 1));
  const labelled = Int32Array.from(codes.keys()).filter((row) => (codes[row] ?? -1) >= 0);
  const { map, steps } = await learn(labelled, "all");
  const contest = { codes, classes, folds };
  const before = folds.map(() => x);
  const figures = [
    ...compareTelling("nearest-centroid", contest, before, adapted, random, (own, fold) =>
      predictByCentres(
        own,
        { rows: fold.training, y: codesOf(codes, fold.training), classes },
        fold.test,
        params.temperature,
      ),
    ),
    ...compareTelling(
      "logistic-regression",
      contest,
      before,
      adapted,
      random,
      (own, fold) => regressOutOfFold({ x: own, codes, classes, folds: [fold] }).probabilities,
    ),
    compareGroups(kernels, contest, before, adapted, random),
  ];
  return { map, steps, figures };
}

interface Contest {
  readonly codes: Int32Array;
  readonly classes: number;
  readonly folds: readonly Fold[];
}

type Tell = (x: Matrix, fold: Fold, at: number) => Matrix;

function compareTelling(
  trial: "nearest-centroid" | "logistic-regression",
  { codes, classes, folds }: Contest,
  before: readonly Matrix[],
  after: readonly Matrix[],
  random: Random,
  tell: Tell,
): AdapterFigure[] {
  const rows = Int32Array.from(folds.flatMap(({ test }) => [...test]));
  const truth = codesOf(codes, rows);
  const judge = (vectors: readonly Matrix[]) => {
    const parts = folds.map((fold, at) => tell(vectors[at] ?? empty, fold, at).data);
    const data = Float32Array.from(parts.flatMap((part) => [...part]));
    const told: OutOfFold = { rows, probabilities: { data, rows: rows.length, cols: classes } };
    return judgeModel(truth, told, random.fork("bootstrap"));
  };
  const [plain, adapted] = [judge(before), judge(after)];
  const difference = differenceOf(adapted, plain);
  return (["accuracy", "macroF1"] as const).map((measure) => ({
    ...{ trial, measure },
    before: plain.scores[measure],
    after: adapted.scores[measure],
    difference: difference[measure],
  }));
}

/** Everybody is grouped, labelled or not, as in the run; what the groups know of the classes is asked of the users held out. */
function compareGroups(
  kernels: Kernels,
  { codes, classes, folds }: Contest,
  before: readonly Matrix[],
  after: readonly Matrix[],
  random: Random,
): AdapterFigure {
  const group = (vectors: readonly Matrix[]) => {
    const known = new Map<Matrix, Int32Array>();
    return folds.map((_, at) => {
      const own = vectors[at] ?? empty;
      const labels = known.get(own) ?? groupByKMeans(kernels, own, classes, random.fork("k-means"));
      known.set(own, labels);
      return labels;
    });
  };
  return informationGain(codes, folds, group(before), group(after), random.fork("bootstrap"));
}

const empty: Matrix = { data: new Float32Array(0), rows: 0, cols: 0 };

function codesOf(codes: Int32Array, rows: Int32Array): Int32Array {
  return Int32Array.from(rows, (row) => codes[row] ?? 0);
}
