import type { ArmSample, ArmStatistics } from "../arm-statistics.ts";
import { mergeArms } from "../arm-statistics.ts";
import { CellMoments } from "./cell-moments.ts";
import type { Stretch } from "./join-users.ts";
import type { MetricUses, ReadingPlan } from "./value-columns.ts";

export interface ReducerShape {
  readonly arms: number;
  readonly segments: number;
  /** First and last day on which users came in, since 1970; null where days are unknown. */
  readonly days: { readonly first: number; readonly last: number } | null;
  /** Place of the metric that is followed by day. */
  readonly leading: number;
  /** Values above are set to it, by metric; null: none are. */
  readonly caps: readonly (number | null)[];
}

/** Counts users and takes in their values, stretch by stretch, into cells of arm × segment and arm × day. */
export class UserReducer {
  /** arm × segment */
  readonly users: Float64Array;
  /** metric × arm */
  readonly missing: Float64Array;
  private readonly shape: ReducerShape;
  private readonly metrics: readonly { readonly uses: MetricUses; readonly cells: CellMoments }[];
  private readonly byDay: CellMoments | undefined;
  private readonly usersByDay: Float64Array;
  private readonly dayCount: number;
  private cells = new Int32Array(0);
  private dayCells = new Int32Array(0);
  private scratch: Float64Array[] = [];

  constructor(plan: ReadingPlan, shape: ReducerShape) {
    const { arms, segments, days, leading } = shape;
    this.shape = shape;
    this.users = new Float64Array(arms * segments);
    this.missing = new Float64Array(plan.metrics.length * arms);
    this.metrics = plan.metrics.map((uses) => ({ uses, cells: new CellMoments(arms * segments, uses.variables) }));
    this.dayCount = days ? days.last - days.first + 1 : 0;
    this.usersByDay = new Float64Array(arms * this.dayCount);
    const followed = plan.metrics[leading];
    this.byDay = days && followed ? new CellMoments(arms * this.dayCount, followed.variables) : undefined;
  }

  add(users: Stretch): void {
    const { leading } = this.shape;
    this.placeUsers(users);
    for (const [at, { uses, cells }] of this.metrics.entries()) {
      const skips = uses.metric.type === "quantile";
      const columns = this.fillIn(users, uses, at, skips);
      cells.add(this.cells, columns, users.count);
      if (at === leading) this.byDay?.add(this.dayCells, columns, users.count);
      if (skips) this.placeUsers(users);
    }
    this.countUsers(users.count);
  }

  /** Statistics of a metric by arm, with those of the segments as strata where there are any. */
  samples(metric: number): ArmSample[] {
    const { arms, segments } = this.shape;
    const { cells } = this.metrics[metric] ?? {};
    if (!cells) throw new Error(`no metric ${metric}`);
    return Array.from({ length: arms }, (_, arm) => {
      const strata = Array.from({ length: segments }, (_, segment) => cells.read(arm * segments + segment));
      return { statistics: mergeArms(strata), values: null, strata: segments > 1 ? strata : [] };
    });
  }

  /** Users and the leading metric's statistics of each day, by arm; days on which nobody came in are left out. */
  days(): { readonly day: number; readonly n: readonly number[]; readonly statistics: readonly ArmStatistics[] }[] {
    const { arms, days } = this.shape;
    const found = [];
    for (let day = 0; day < this.dayCount; day++) {
      const places = Array.from({ length: arms }, (_, arm) => arm * this.dayCount + day);
      const n = places.map((place) => this.usersByDay[place] ?? 0);
      if (n.every((users) => users === 0)) continue;
      const statistics = places.flatMap((place) => this.byDay?.read(place) ?? []);
      found.push({ day: (days?.first ?? 0) + day, n, statistics });
    }
    return found;
  }

  private placeUsers({ count, arm, segment, day }: Stretch): void {
    if (this.cells.length < count) {
      this.cells = new Int32Array(count);
      this.dayCells = new Int32Array(count);
      this.scratch = Array.from({ length: 3 }, () => new Float64Array(count));
    }
    const { segments, days } = this.shape;
    for (let user = 0; user < count; user++) {
      const place = arm[user] ?? -1;
      this.cells[user] = place < 0 ? -1 : place * segments + (segment[user] ?? 0);
      const at = (day[user] ?? Number.NaN) - (days?.first ?? 0);
      this.dayCells[user] = place < 0 || Number.isNaN(at) ? -1 : place * this.dayCount + at;
    }
  }

  /** A metric's columns: who has no value has 0, or is left out where `skips`; the value no higher than its cap. */
  private fillIn(users: Stretch, { uses }: MetricUses, metric: number, skips: boolean): Float64Array[] {
    const { arms, segments, caps } = this.shape;
    return uses.map((use, variable) => {
      const filled = this.scratch[variable] ?? new Float64Array(users.count);
      const values = users.values[use] ?? [];
      const cap = variable === 0 ? (caps[metric] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
      for (let user = 0; user < users.count; user++) {
        const value = values[user] ?? Number.NaN;
        filled[user] = Math.min(value, cap);
        if (!Number.isNaN(value)) continue;
        filled[user] = 0;
        const cell = this.cells[user] ?? -1;
        if (variable > 0 || cell < 0) continue;
        const place = metric * arms + Math.floor(cell / segments);
        this.missing[place] = (this.missing[place] ?? 0) + 1;
        if (skips) {
          this.cells[user] = -1;
          this.dayCells[user] = -1;
        }
      }
      return filled;
    });
  }

  private countUsers(count: number): void {
    for (let user = 0; user < count; user++) {
      const cell = this.cells[user] ?? -1;
      if (cell >= 0) this.users[cell] = (this.users[cell] ?? 0) + 1;
      const day = this.dayCells[user] ?? -1;
      if (day >= 0) this.usersByDay[day] = (this.usersByDay[day] ?? 0) + 1;
    }
  }
}
