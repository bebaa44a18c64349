import type { Drawn } from "./axis.ts";

/** Places on a bar of width 1: where zero, the interval and the estimate lie. */
export interface LeadBar {
  readonly zero: number;
  readonly low: number;
  readonly high: number;
  readonly value: number;
  /** The interval goes on beyond the bar. */
  readonly isOpenLow: boolean;
  readonly isOpenHigh: boolean;
}

/** Room beside the outermost of zero and the interval's ends, as a share of what lies between them. */
const margin = 0.12;

/** An interval beside its zero mark, from which a page draws the bar under its leading figure; null without an estimate. */
export function placeLead({ value, low, high }: Drawn): LeadBar | null {
  if (value === null) return null;
  const ends = [0, value, low ?? value, high ?? value];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = (most - least || 1) * margin;
  const at = (x: number) => (x - least + room) / (most - least + 2 * room || 1);
  return {
    zero: at(0),
    low: low === null ? 0 : at(low),
    high: high === null ? 1 : at(high),
    value: at(value),
    isOpenLow: low === null,
    isOpenHigh: high === null,
  };
}
