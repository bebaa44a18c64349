import { type ArmValues, countValues } from "../arm-statistics.ts";
import type { Stretch } from "./join-users.ts";
import type { MetricUses } from "./value-columns.ts";

/** Keeps the values of one metric by arm, for methods that need more than their sums. 8 bytes a user. */
export class ValueCollector {
  private readonly use: number;
  private readonly cap: number;
  private readonly skips: boolean;
  private readonly arms: { values: Float64Array; count: number }[];

  /** `cap`: values above are set to it; null: none are. */
  constructor({ uses, metric }: MetricUses, arms: number, cap: number | null) {
    this.use = uses[0] ?? 0;
    this.cap = cap ?? Number.POSITIVE_INFINITY;
    this.skips = metric.type === "quantile";
    this.arms = Array.from({ length: arms }, () => ({ values: new Float64Array(1024), count: 0 }));
  }

  add({ count, arm, values }: Stretch): void {
    const column = values[this.use] ?? [];
    for (let user = 0; user < count; user++) {
      const kept = this.arms[arm[user] ?? -1];
      const value = column[user] ?? Number.NaN;
      if (!kept || (this.skips && Number.isNaN(value))) continue;
      if (kept.count === kept.values.length) {
        const grown = new Float64Array(2 * kept.count);
        grown.set(kept.values);
        kept.values = grown;
      }
      kept.values[kept.count++] = Number.isNaN(value) ? 0 : Math.min(value, this.cap);
    }
  }

  /** By arm. */
  finish(): ArmValues[] {
    return this.arms.map(({ values, count }) => countValues(values.subarray(0, count)));
  }
}
