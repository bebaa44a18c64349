import type { EChartsOption } from "echarts";
import { formatNumber } from "../../../core/format.ts";
import type { Locale } from "../../../core/localised.ts";
import type { ChartView } from "../chart.ts";
import { frame, nameAxis, nameRoom } from "../frame.ts";
import { textEms, wrapLabel } from "../label-text.ts";
import { writeShare } from "../number-format.ts";
import type { ChartTheme } from "../theme.ts";

export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly users: number;
  /** Of the users of its row, 0…1. */
  readonly share: number;
}

export interface ShareGrid {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly GridCell[];
  readonly description: string;
}

/** Two groupings of the same people against each other: a heat map of shares by row, names above and at the left. */
export function shareGrid(
  { rows, columns, cells, description }: ShareGrid,
  locale: Locale,
  theme: ChartTheme,
  view: ChartView,
): EChartsOption {
  const left = nameRoom(view.width, rows);
  const wide = (view.width - left - 24) / Math.max(1, columns.length);
  const isUpright = wide >= 44;
  const turned = Math.min(Math.max(0, ...columns.map(textEms)) * 10.5 + 6, view.height * 0.3);
  const top = isUpright ? 44 : Math.ceil(turned * 0.87) + 12;
  return {
    ...frame(theme, description),
    grid: { left, right: isUpright ? 12 : Math.ceil(turned / 2) + 4, top, bottom: 12 },
    xAxis: {
      type: "category",
      position: "top",
      data: columns.map((name) => (isUpright ? wrapLabel(name, (wide - 2) / 10.5, 2) : name)),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        ...{ interval: 0, color: theme.ink2, fontSize: 10.5, lineHeight: 13 },
        ...(isUpright ? {} : { rotate: -60, width: turned, overflow: "truncate" }),
      },
    },
    yAxis: nameAxis(
      rows.map((text) => ({ text })),
      theme,
      left - 14,
      view.height - top - 12,
    ),
    visualMap: {
      ...{ show: false, type: "continuous", min: 0, max: 1.1, dimension: 2 },
      inRange: { color: [theme.surface, theme.accent] },
    },
    series: [
      {
        type: "heatmap",
        id: "cells",
        data: cells.map(({ row, column, users, share }) => ({
          value: [column, row, share],
          label: {
            show: users > 0,
            formatter: cellText(share, users, wide, locale),
            color: share > 0.55 ? theme.surface : theme.ink,
          },
        })),
        itemStyle: { borderColor: theme.line, borderWidth: 1 },
        emphasis: { itemStyle: { borderColor: theme.ink, borderWidth: 1 } },
        label: { show: true, fontSize: wide < 44 ? 9.5 : 11, lineHeight: 14 },
      },
    ],
  };
}

/** Share of the row, and users where there is room. */
function cellText(share: number, users: number, wide: number, locale: Locale): string {
  const percent = writeShare(share, locale);
  if (wide < 36) return percent.replace(/[\s\u00a0]?%/, "");
  return wide > 62 ? `${percent}\n${formatNumber(users)}` : percent.replace("\u00a0", "");
}
