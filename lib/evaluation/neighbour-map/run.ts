import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { mergeRows, splitCompleteRows } from "../../clustering/complete-rows.ts";
import type { Matrix } from "../../core/matrix.ts";
import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import { createRandom } from "../../core/random.ts";
import type { Stage } from "../../core/stage.ts";
import type { MatrixChoice } from "../../embedding/schema.ts";
import { findMatrix } from "../../embedding/stored-matrix.ts";
import { pca } from "../../kernels/pca.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { trustworthiness } from "../../kernels/trustworthiness.ts";
import { readNumbers, writeNumbers } from "../../platform/number-file.ts";
import { mapCoordinates } from "../map.ts";
import type { UmapConfig } from "../schema.ts";
import { layMap, pickPlaces } from "./lay-map.ts";
import type { NeighbourMapSummary } from "./schema.ts";
import { readEarlier } from "./stored-earlier.ts";

export interface NeighbourMapParams extends UmapConfig, MatrixChoice {
  readonly seed: number;
  /** Key of the map that this one goes on from; its files are among the resources. */
  readonly earlier?: string;
  /** Beyond so many users the picture is made from a sample. */
  readonly fitUpTo?: number;
}

/** Neighbours that both maps are judged by, whatever the picture was made with; on so many users at most. */
const judgedNeighbours = 15;
const judgedUsers = 2_000;

/** Everybody by nearness, from the matrix alone: neighbour-map.json, coordinates.f32. */
export const neighbourMapStage: Stage<NeighbourMapParams> = {
  name: "neighbour-map",
  async run({ seed, earlier: _, fitUpTo = 200_000, neighbours, minDistance, ...choice }, context) {
    const say = (fraction: number) =>
      context.progress({ fraction, sentence: { en: "Drawing everybody by nearness", zh: "正在按相似程度绘制分布图" } });
    say(0);
    const { path, users, columns } = findMatrix(context.input, choice);
    const stood = await readEarlier(context, users, columns);
    const kernels = await openKernels({ threads: context.threads });
    try {
      const x = kernels.matrix(users, columns.length);
      readNumbers(path, x.data);
      const split = splitCompleteRows(x, columns);
      const { complete, partial, completeAt } = split;
      const laid = layMap(kernels, {
        ...{ neighbours, minDistance, complete, partial, fitUpTo },
        earlier: stood && completeAt ? pickPlaces(stood, completeAt) : stood,
        random: createRandom(seed).fork("neighbour-map"),
        progress: (fraction) => say(0.05 + 0.8 * fraction),
      });
      say(0.9);
      const judge = (coordinates: Float32Array) => trustOf(kernels, complete, coordinates, seed);
      const summary: NeighbourMapSummary = {
        ...{ users, columns, neighbours, minDistance },
        fitted: laid.fitted,
        placed: { missing: partial.rows, beyondSample: complete.rows - laid.fitted },
        continued: laid.known > 0 ? { known: laid.known, fresh: laid.fitted - laid.known } : null,
        trustworthiness: {
          nearness: judge(laid.complete),
          axes: judge(mapCoordinates(complete, pca(kernels, complete, 2))),
        },
      };
      writeNumbers(join(context.out, "coordinates.f32"), mergeRows(split, laid, new Float32Array(users * 2)));
      writeFileSync(join(context.out, "neighbour-map.json"), JSON.stringify(summary));
    } finally {
      await kernels.close();
    }
  },
};

/** Of the complete rows. They are few where half of them would be everybody's neighbours. */
function trustOf(kernels: Kernels, x: Matrix, coordinates: Float32Array, seed: number): Outcome<number> {
  if (x.rows <= 2 * judgedNeighbours)
    return inconclusive({ en: "There are too few users to tell.", zh: "用户太少，无法判断。" });
  const random = createRandom(seed).fork("trustworthiness");
  return computed(
    trustworthiness(kernels, x, coordinates, { neighbours: judgedNeighbours, sample: judgedUsers, random }),
  );
}
