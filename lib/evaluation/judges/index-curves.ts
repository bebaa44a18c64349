import type { JudgeCurve } from "../judges-schema.ts";
import { metrics } from "../metrics/index.ts";
import { type NullRange, rangeOver } from "../null-cloud.ts";
import type { JudgeInput } from "./judge.ts";

/** Every index of the fits beside that of Gaussian clouds, those that grow with the number of rows brought to as many rows. */
export function indexCurves({
  measures,
  clouds,
  rows,
}: Pick<JudgeInput, "measures" | "clouds" | "rows">): JudgeCurve[] {
  return metrics.map((metric) => {
    const fits = measures.flatMap((fit, at) => {
      const value = fit[metric.id];
      if (value === null) return [];
      const gaussian = clouds.filter(({ shape }) => shape === "gaussian");
      const own = gaussian.map(({ indices, x }) => {
        const index = indices[at]?.[metric.id] ?? null;
        return index !== null && "growsWithRows" in metric ? (index * (rows - fit.k)) / (x.rows - fit.k) : index;
      });
      const range: NullRange | null = rangeOver(own);
      const standardError = metric.id === "silhouette" ? fit.silhouetteStandardError : null;
      return [{ k: fit.k, value, standardError, null: range }];
    });
    return { id: metric.id, label: metric.label, help: metric.help, better: metric.better, fits, choice: best(fits) };
    function best(of: typeof fits): number | null {
      const sign = metric.better === "higher" ? 1 : -1;
      const [first, ...rest] = of;
      return first ? rest.reduce((top, fit) => (sign * (fit.value - top.value) > 0 ? fit : top), first).k : null;
    }
  });
}
