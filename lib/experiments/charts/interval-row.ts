import type { Drawn } from "./axis.ts";
import type { WrittenInterval } from "./measure.ts";

/** What an effect means to a shop; plain: it cannot be told from no effect. */
export type Tone = "good" | "bad" | "plain";

/** One line of a picture of intervals: a name, an interval, its figures in words. A heading has no interval. */
export interface IntervalRow extends Drawn {
  readonly name: string;
  readonly note: string;
  readonly tone: Tone;
  readonly isHeading?: boolean;
  /** Few users: drawn hollow. */
  readonly isSmall?: boolean;
  /** Before pooling or correction; drawn as a hairline below. */
  readonly raw?: Drawn | null;
  /** Written at the right where there is room, the estimate with its range below; else the brief figure at the dot. */
  readonly written: Pick<WrittenInterval, "figure" | "brief" | "range">;
}
