import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatNumber } from "../../core/format.ts";
import type { Localised } from "../../core/localised.ts";
import { createRandom } from "../../core/random.ts";
import type { Stage } from "../../core/stage.ts";
import type { Block } from "../../embedding/fusion.ts";
import { type BlockDimensions, type BlockWeights, readBlocks } from "../../embedding/stored-blocks.ts";
import type { FeaturesSummary } from "../../features/schema.ts";
import type { IngestSummary } from "../../ingest/schema.ts";
import { openKernels } from "../../kernels/pool.ts";
import { writeNumbers } from "../../platform/number-file.ts";
import type { LabelsConfig } from "../schema.ts";
import { countCells } from "./cells.ts";
import { classesOf } from "./classes.ts";
import { type Fold, randomFolds, timeFolds } from "./cross-validate.ts";
import { describeUntried } from "./describe-untried.ts";
import { sampleLabelled } from "./sample-labelled.ts";
import type { LabelsSummary } from "./schema.ts";
import { joinColumns } from "./standardise.ts";
import { type Trial, tryModels } from "./try-models.ts";

export interface LabelsParams extends Omit<LabelsConfig, "column"> {
  readonly column: string;
  /** The blocks that the run has; their weights are those of the distances and do not count here. */
  readonly blocks: BlockWeights;
  readonly dimensions?: BlockDimensions;
  /** Segments that the tree may ask for. */
  readonly k: number;
  readonly seed: number;
}

/**
 * How well the shop's own label can be told from what is known of users, by classifier and block: labels.json, and classes.i32 (users; place
 * of the class, −1 = none).
 */
export const labelsStage: Stage<LabelsParams> = {
  name: "labels",
  async run(params, context) {
    const say = (fraction: number, sentence: Localised) => context.progress({ fraction, sentence });
    say(0, { en: "Reading labels", zh: "正在读取标签" });
    const ingest = readJson<IngestSummary>(join(context.input("ingest"), "ingest.json"));
    const { users } = readJson<FeaturesSummary>(join(context.input("features"), "features.json"));
    const { readLabels } = await import("./stored-labels.ts");
    const stored = await readLabels(params.column, ingest, users, context);
    const { classes, codes: allCodes, problem, notes } = classesOf(params.column, stored.values, params.folds);
    const random = createRandom(params.seed).fork("labels");
    const known = (rows: Int32Array) => readBlocks({ ...params.blocks, features: 1 }, context.input, params, rows);
    const widest = Math.max(1, ...matricesOf(known(new Int32Array(0))).map(({ x }) => x.cols));
    const sample = sampleLabelled(allCodes, { classes: classes.length, columns: widest }, random.fork("sample"));
    // From here on users are those who are tried, and rows are theirs.
    const rows = Int32Array.from(sample.codes.keys()).filter((row) => (sample.codes[row] ?? -1) >= 0);
    const codes = rows.map((row) => sample.codes[row] ?? -1);
    const blocks = known(rows);
    const matrices = matricesOf(blocks);
    const timed = params.split === "time" && stored.times.some((time) => !Number.isNaN(time));
    const folds: Fold[] = timed
      ? timeFolds(
          codes,
          Float64Array.from(rows, (row) => stored.times[row] ?? Number.NaN),
          params.folds,
        )
      : randomFolds(codes, params.folds, random.fork("folds"));
    const about = {
      column: params.column,
      labelled: allCodes.filter((code) => code >= 0).length,
      classes,
      positive: classes.length === 2 ? (classes[1]?.name ?? null) : null,
      split: timed ? ("time" as const) : ("stratified" as const),
      folds: params.folds,
      judged: folds.reduce((sum, { test }) => sum + test.length, 0),
      sources: matrices.map(({ id }) => id),
      problem: problem ?? (matrices.length === 0 ? nothingKnown : null),
      notes: [
        ...notes,
        ...sample.notes,
        ...(stored.contradicted > 0 ? [contradictions(stored.contradicted)] : []),
        ...(params.split === "time" && !timed ? [noTimes] : []),
      ],
    };
    const summary: LabelsSummary =
      about.problem === null
        ? { ...about, ...(await contest()) }
        : { ...about, judged: 0, models: [], curves: [], fineTuning: [] };
    writeNumbers(join(context.out, "classes.i32"), allCodes);
    writeFileSync(join(context.out, "labels.json"), JSON.stringify(summary));

    async function contest() {
      const features = blocks.find(({ id }) => id === "features");
      const { readTokens } = await import("./stored-tokens.ts");
      const tokens = params.transformer ? await readTokens({ features, rows, random }, context) : [];
      const ofTransformer = params.transformer
        ? tokens.some(({ id }) => id === "events")
          ? [wholeHistory]
          : []
        : describeUntried({
            users: about.judged,
            folds: params.folds,
            cells: features ? countCells(features.matrix, features.columns) : 0,
            hasEvents: ingest.tables.some(({ kind }) => kind === "events" || kind === "transactions"),
          });
      const kernels = await openKernels({ threads: context.threads });
      try {
        const question = { codes, classes: classes.length, folds };
        const found = await tryModels(
          kernels,
          { matrices, tokens, ...question, k: params.k },
          {
            random,
            progress: (fraction, label) => say(fraction, { en: `Trying: ${label.en}`, zh: `正在检验：${label.zh}` }),
          },
        );
        return { ...found, notes: [...about.notes, ...ofTransformer] };
      } finally {
        await kernels.close();
      }
    }
  },
};

function matricesOf(blocks: readonly Block[]): Trial["matrices"] {
  const own = blocks.map(({ id, matrix }) => ({ id, x: matrix }));
  return own.length < 2 ? own : [...own, { id: "joined", x: joinColumns(own.map(({ x }) => x)) }];
}

const wholeHistory: Localised = {
  en: "The transformer sees all that users did, also after their label came about: a label made from events is told too well by them.",
  zh: "Transformer 可看到用户的全部行为，包括标签产生之后的；若标签由行为得出，其预测效果会被高估。",
};

const nothingKnown: Localised = {
  en: "Nothing is known of users that the label could be told from.",
  zh: "没有可用来判断标签的用户信息。",
};

const noTimes: Localised = {
  en: "The label's table has no time, so the folds are at random.",
  zh: "标签所在的表没有时间，因此随机分折。",
};

function contradictions(users: number): Localised {
  const count = formatNumber(users);
  return {
    en: `${count} users have different labels at once and are left out.`,
    zh: `${count} 位用户同时有不同的标签，未参与检验。`,
  };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}
