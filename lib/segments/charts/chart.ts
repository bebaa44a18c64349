import type { EChartsOption } from "echarts";
import type { Locale } from "../../core/localised.ts";
import type { FeatureInfo } from "../../features/schema.ts";
import type { ReportData } from "../schema.ts";
import type { ChartTheme } from "./theme.ts";

/** What a chart is drawn into. Widths and heights are CSS pixels. */
export interface ChartView {
  readonly width: number;
  readonly height: number;
  /** Segments in focus; the others are faded. Empty: all alike. */
  readonly focus: readonly number[];
}

/** How the numbers of a column are written: a feature's unit, or a plain count, index or share. */
export type NumberKind = FeatureInfo["unit"] | "count" | "index" | "percent";

export interface TableColumn {
  readonly label: string;
  /** null: text. */
  readonly kind: NumberKind | null;
  readonly decimals?: number;
}

/** The table twin of a chart: the same data, for reading, for keyboards and for CSV. */
export interface ChartTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Rows that were not asked for. */
  readonly leftOff?: number;
}

/** What a mark says when it is pointed at. Plain text throughout. */
export interface HoverCard {
  readonly title: string;
  readonly segment: number | null;
  readonly subtitle: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
}

/** The mark that is pointed at, as ECharts names it. */
export interface ChartMark {
  readonly series: string;
  readonly index: number;
  readonly value: readonly unknown[];
}

/** What any chart is drawn from: the currency of its money, if it has any. */
export interface Charted {
  readonly currency: string | null;
}

/** A picture of a run's report, or of other data that name their currency. */
export interface Chart<Data extends Charted = ReportData> {
  readonly id: string;
  /** Short name for a tab. */
  readonly label: (locale: Locale) => string;
  /** Points by the thousand are drawn on a canvas, everything else as SVG, which prints sharp. */
  readonly renderer: "canvas" | "svg";
  /** Below so many CSS pixels its rows would touch; left out: it reads at any height. */
  readonly height?: (data: Data) => number;
  /** The finding, in words. */
  readonly title: (data: Data, locale: Locale) => string;
  /** The measure, its unit and what it was taken on. */
  readonly subtitle: (data: Data, locale: Locale) => string;
  /** The finding and the shape of the picture, for those who do not see it. */
  readonly description: (data: Data, locale: Locale) => string;
  /** most: rows at most, for tables that are shown in part. */
  readonly table: (data: Data, locale: Locale, most?: number) => ChartTable;
  readonly option: (data: Data, locale: Locale, theme: ChartTheme, view: ChartView) => EChartsOption;
  readonly hover: (data: Data, locale: Locale, mark: ChartMark) => HoverCard | null;
}
