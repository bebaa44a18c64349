import type { Algorithm } from "../clustering/algorithms/algorithm.ts";
import { formatNumber } from "../core/format.ts";
import type { Localised } from "../core/localised.ts";
import type { EvaluationSummary } from "../evaluation/schema.ts";
import type { BoardMeasure, BoardRow } from "./board-schema.ts";
import type { RunConfig } from "./schema.ts";

type Evaluated = Pick<EvaluationSummary, "k" | "fits" | "silhouette" | "judges">;
type BoardValue = BoardRow["measures"][string];

interface Measured extends BoardMeasure {
  of(evaluation: Evaluated): BoardValue | null;
}

/** What every run of any algorithm can be measured by, in the order of the board. */
const measured: readonly Measured[] = [
  {
    id: "silhouette",
    label: { en: "Silhouette", zh: "轮廓系数" },
    help: {
      en: "How much nearer users are to their own segment than to the next one, −1 to 1.",
      zh: "用户离本人群比离最近的其他人群近多少，−1 到 1，越大越好。",
    },
    better: "higher",
    of: (evaluation) => beside(evaluation.silhouette.mean, fitOf(evaluation)?.nullSilhouette?.mean),
  },
  {
    id: "stability",
    label: { en: "Stability", zh: "稳定性" },
    help: {
      en: "Mean Jaccard index of the segments with those found again when users are drawn anew, 0 to 1.",
      zh: "重新抽样后各人群能否再次出现：平均 Jaccard 系数，0 到 1。",
    },
    better: "higher",
    of: ({ judges }) => {
      if (!judges?.stability.ok) return null;
      const { value } = judges.stability;
      const nulls = value.flatMap(({ nullJaccard }) => nullJaccard ?? []);
      return beside(meanOf(value.map(({ jaccard }) => jaccard)), nulls.length === value.length ? meanOf(nulls) : null);
    },
  },
  {
    id: "density",
    label: { en: "Separation by density", zh: "密度分离度" },
    help: {
      en: "Do segments lie apart, whatever their shapes? Density-based validity (DBCV), −1 to 1.",
      zh: "不论形状，人群之间是否有稀疏地带：密度有效性指标（DBCV），−1 到 1。",
    },
    better: "higher",
    of: ({ judges }) =>
      judges?.density.ok ? beside(judges.density.value.value, judges.density.value.null?.mean) : null,
  },
  {
    id: "daviesBouldin",
    label: { en: "Davies–Bouldin", zh: "Davies–Bouldin" },
    help: {
      en: "Spread of segments over the distance between them; smaller is better.",
      zh: "人群内部离散程度与人群间距离之比，越小越好。",
    },
    better: "lower",
    of: (evaluation) => beside(fitOf(evaluation)?.daviesBouldin ?? null, null),
  },
  {
    id: "calinskiHarabasz",
    label: { en: "Calinski–Harabasz", zh: "Calinski–Harabasz" },
    help: {
      en: "Differences between segments over those within, larger is better; favours round segments.",
      zh: "人群间差异与人群内差异之比，越大越好；偏向圆形人群。",
    },
    better: "higher",
    of: (evaluation) => beside(fitOf(evaluation)?.calinskiHarabasz ?? null, null),
  },
];

export const boardMeasures: readonly BoardMeasure[] = measured.map(({ of: _, ...measure }) => measure);

/** What a finished run is worth by each measure that it has. */
export function measureRun(evaluation: Evaluated): BoardRow["measures"] {
  return Object.fromEntries(
    measured.flatMap(({ id, of }) => {
      const found = of(evaluation);
      return found ? [[id, found]] : [];
    }),
  );
}

/** "k chosen from 3–10 · Ward: tight groups": how many, and what else was chosen among the algorithm's ways. */
export function describeSettings(clustering: RunConfig["clustering"], { clusters, params }: Algorithm): Localised {
  const { k, kMin, kMax } = clustering;
  const values: Readonly<Record<string, unknown>> = clustering;
  const count: Localised =
    clusters === null
      ? { en: "finds k itself", zh: "自动确定 k" }
      : k === "auto"
        ? { en: `k chosen from ${kMin}–${kMax}`, zh: `在 ${kMin}–${kMax} 中选 k` }
        : { en: `k = ${k}`, zh: `k = ${k}` };
  const ways = Object.entries(params).flatMap(([name, spec]): Localised[] => {
    const value = values[name] ?? spec.default;
    if (spec.onlyWith && value === spec.default) return [];
    if (spec.kind === "choice")
      return spec.options.filter((option) => option.value === value).map(({ label }) => label);
    if (value === spec.default || typeof value !== "number") return [];
    const figure = formatNumber(value, 3, true);
    return [{ en: `${spec.label.en} ${figure}`, zh: `${spec.label.zh} ${figure}` }];
  });
  const all = [count, ...ways];
  return { en: all.map(({ en }) => en).join(" · "), zh: all.map(({ zh }) => zh).join(" · ") };
}

function fitOf({ fits, k }: Evaluated) {
  return fits.find((fit) => fit.k === k);
}

function beside(value: number | null, nullValue: number | null | undefined): BoardValue | null {
  return value === null ? null : { value, null: nullValue ?? null };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
