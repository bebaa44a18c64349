import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openMatrix } from "../../clustering/streaming/stored-rows.ts";
import type { Matrix } from "../../core/matrix.ts";
import { computed, inconclusive, type Outcome } from "../../core/outcome.ts";
import { createRandom } from "../../core/random.ts";
import type { Stage } from "../../core/stage.ts";
import type { MatrixChoice } from "../../embedding/schema.ts";
import { findMatrix } from "../../embedding/stored-matrix.ts";
import { pca } from "../../kernels/pca.ts";
import { type Kernels, openKernels } from "../../kernels/pool.ts";
import { trustworthiness } from "../../kernels/trustworthiness.ts";
import { writeNumbers } from "../../platform/number-file.ts";
import { mapCoordinates } from "../map.ts";
import type { UmapConfig } from "../schema.ts";
import { layMap } from "./lay-map.ts";
import { mostFitted, type NeighbourMapSummary } from "./schema.ts";
import { readEarlier } from "./stored-earlier.ts";

export interface NeighbourMapParams extends UmapConfig, MatrixChoice {
  readonly seed: number;
  /** Key of the map that this one goes on from; its files are among the resources. */
  readonly earlier?: string;
  /** {@link mostFitted} where not said. */
  readonly fitUpTo?: number;
  /** A larger matrix is read block by block; see {@link openMatrix}. */
  readonly memoryBytes?: number;
}

/** Neighbours that both maps are judged by, whatever the picture was made with; on so many users at most. */
const judgedNeighbours = 15;
const judgedUsers = 5_000;

/** Everybody by nearness, from the matrix alone: neighbour-map.json, coordinates.f32. */
export const neighbourMapStage: Stage<NeighbourMapParams> = {
  name: "neighbour-map",
  async run({ seed, earlier: _, fitUpTo = mostFitted, memoryBytes, neighbours, minDistance, ...choice }, context) {
    const say = (fraction: number) =>
      context.progress({ fraction, sentence: { en: "Drawing the map by nearness", zh: "正在绘制近邻图" } });
    say(0);
    const stored = findMatrix(context.input, choice);
    const { users, columns } = stored;
    const { places: earlier, isLost } = await readEarlier(context, users, columns);
    const kernels = await openKernels({ threads: context.threads });
    let close = () => {};
    try {
      const rows = openMatrix(kernels, stored, { memoryBytes });
      close = rows.close;
      const laid = layMap(kernels, {
        ...{ neighbours, minDistance, rows, earlier, fitUpTo },
        random: createRandom(seed).fork("neighbour-map"),
        progress: (fraction) => say(0.05 + 0.85 * fraction),
      });
      const { fitted } = laid;
      const judge = (coordinates: Float32Array) => trustOf(kernels, fitted, coordinates, seed);
      const summary: NeighbourMapSummary = {
        ...{ users, columns, neighbours, minDistance },
        fitted: fitted.rows,
        placed: { missing: rows.partial.rows, beyondSample: rows.complete.rows - fitted.rows },
        continued: laid.continued && { ...laid.continued, fresh: fitted.rows - laid.continued.known },
        ...(isLost ? { isLost } : {}),
        trustworthiness: {
          nearness: judge(laid.places),
          axes: judge(mapCoordinates(fitted, pca(kernels, fitted, 2))),
        },
      };
      writeNumbers(join(context.out, "coordinates.f32"), laid.coordinates);
      writeFileSync(join(context.out, "neighbour-map.json"), JSON.stringify(summary));
    } finally {
      close();
      await kernels.close();
    }
  },
};

/** Users are too few where half of them would be everybody's neighbours. */
function trustOf(kernels: Kernels, x: Matrix, coordinates: Float32Array, seed: number): Outcome<number> {
  if (x.rows <= 2 * judgedNeighbours)
    return inconclusive({ en: "There is too little to tell by.", zh: "数据太少，无法判断。" });
  const random = createRandom(seed).fork("trustworthiness");
  return computed(
    trustworthiness(kernels, x, coordinates, { neighbours: judgedNeighbours, sample: judgedUsers, random }),
  );
}
