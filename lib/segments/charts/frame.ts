import { wrapLabel } from "./label-text.ts";
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

/** Names down the left side, first at the top; two lines where a row of `height` has room, then an ellipsis. */
export function nameAxis(names: readonly string[], theme: ChartTheme, width: number, height: number) {
  const lines = height / Math.max(names.length, 1) >= 30 ? 2 : 1;
  return {
    type: "category" as const,
    inverse: true,
    data: names.map((name) => wrapLabel(name, width / 11.5, lines)),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { interval: 0, color: theme.ink, fontSize: 11.5, lineHeight: 14, margin: 10 },
  };
}

/** Room for names on the left: a third of narrow charts, at most 152 px. */
export function nameRoom(width: number): number {
  return Math.min(152, Math.round(width * 0.34));
}
