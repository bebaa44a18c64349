import { textEms, wrapLabel } from "./label-text.ts";
import type { ChartTheme } from "./theme.ts";

/** What all charts share: no motion, the page's typeface, and the finding for screen readers. */
export function frame(theme: ChartTheme, description: string) {
  return {
    animation: false,
    textStyle: { fontFamily: theme.font },
    aria: { enabled: true, label: { description } },
  } as const;
}

/** A value axis: quiet figures and hairlines, no line of its own. */
export function quietAxis(theme: ChartTheme) {
  return {
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: theme.ink3, fontSize: 11 },
    splitLine: { lineStyle: { color: theme.line } },
    nameTextStyle: { color: theme.ink3, fontSize: 11 },
  } as const;
}

/** A name on the axis; faint ones are shown beside the others, not counted among them. */
export interface AxisName {
  readonly text: string;
  readonly isFaint?: boolean;
}

/** Names down the left side, first at the top; two lines where a row of `height` has room, then an ellipsis. */
export function nameAxis(names: readonly AxisName[], theme: ChartTheme, width: number, height: number) {
  const lines = height / Math.max(names.length, 1) >= 30 ? 2 : 1;
  return {
    type: "category" as const,
    inverse: true,
    data: names.map(({ text, isFaint = false }) => ({
      value: wrapLabel(text, width / nameSize, lines),
      textStyle: { color: isFaint ? theme.ink3 : theme.ink },
    })),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { interval: 0, fontSize: nameSize, lineHeight: 14, margin: 10 },
  };
}

const nameSize = 11.5;

/** Of a row with a name on one line, in CSS pixels. */
const rowHeight = 15;

/** What `count` rows need so that their names do not touch, with `around` pixels above and below them. */
export function roomForRows(count: number, around: number): number {
  return count * rowHeight + around;
}

/** Room for names on the left: what the longest needs, at most 38 % of the chart and 190 px. */
export function nameRoom(width: number, names: readonly string[]): number {
  const needed = Math.max(0, ...names.map(textEms)) * nameSize + 26;
  return Math.round(Math.min(Math.max(needed, 60), width * 0.38, 190));
}
