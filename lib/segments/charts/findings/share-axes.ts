import type { Locale } from "../../../core/localised.ts";
import { quietAxis } from "../frame.ts";
import { writeShare } from "../number-format.ts";
import type { ChartTheme } from "../theme.ts";

/** An axis of shares, 0…100 %, named below it or above its end. */
export function shareAxis(theme: ChartTheme, locale: Locale, name: string, side: "x" | "y") {
  const place =
    side === "x"
      ? { nameLocation: "middle" as const, nameGap: 28 }
      : { nameTextStyle: { color: theme.ink3, fontSize: 11, align: "left" as const, padding: [0, 0, 0, -36] } };
  return {
    ...quietAxis(theme),
    ...{ type: "value" as const, min: 0, max: 1, interval: 0.25, name },
    axisLabel: { color: theme.ink3, fontSize: 11, formatter: (value: number) => writeShare(value, locale) },
    ...place,
  };
}

/** What would be if both axes said the same. */
export function diagonal(theme: ChartTheme): object {
  return {
    ...{ type: "line", id: "diagonal", silent: true, symbol: "none" },
    data: [
      [0, 0],
      [1, 1],
    ],
    lineStyle: { color: theme.ink3, type: [3, 3], width: 1 },
  };
}
