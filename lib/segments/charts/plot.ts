import type { EChartsOption } from "echarts";
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  DataZoomInsideComponent,
  GridComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
} from "echarts/components";
import { type ECharts, init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";
import type { Locale } from "../../core/localised.ts";
import type { ReportData } from "../schema.ts";
import type { Chart, Charted, ChartView, HoverCard } from "./chart.ts";
import { type ChartTheme, segmentColour } from "./theme.ts";

use([
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  DataZoomInsideComponent,
  GridComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
  LabelLayout,
  CanvasRenderer,
  SVGRenderer,
]);

interface Zoom {
  readonly start: number;
  readonly end: number;
}

/** A redraw, say for another focus, leaves the reader where they had zoomed to. */
function keepZoom(zooms: EChartsOption["dataZoom"], kept: readonly Zoom[]): object[] {
  const all = Array.isArray(zooms) ? zooms : [];
  return all.map((zoom, i) => ({ ...zoom, start: kept[i]?.start ?? 0, end: kept[i]?.end ?? 100 }));
}

/** What every chart of the page is drawn with at the moment. */
export interface Scene<Data extends Charted = ReportData> {
  readonly data: Data;
  readonly locale: Locale;
  readonly theme: ChartTheme;
  readonly focus: readonly number[];
}

/** A mark as ECharts hands it to a tooltip or a click. */
interface Mark {
  readonly seriesId?: string;
  readonly dataIndex?: number;
  readonly value?: unknown;
}

interface PickedMark extends Mark {
  readonly event?: { readonly event?: { shiftKey?: boolean; ctrlKey?: boolean; metaKey?: boolean } };
}

/** One chart in one element: draws, redraws and follows the element's size. */
export class Plot<Data extends Charted = ReportData> {
  readonly chart: Chart<Data>;
  readonly element: HTMLElement;
  /** Called with the segment of the mark that is clicked. */
  private readonly onPick: ((segment: number, isAdding: boolean) => void) | undefined;
  private instance: ECharts | undefined;
  private scene: Scene<Data> | undefined;

  constructor(chart: Chart<Data>, element: HTMLElement, onPick?: (segment: number, isAdding: boolean) => void) {
    this.chart = chart;
    this.element = element;
    this.onPick = onPick;
  }

  /** Draws at the element's size; does nothing while it is hidden. */
  draw(scene: Scene<Data>): void {
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    if (width < 40 || height < 40) return;
    this.scene = scene;
    this.instance ??= this.begin(width, height);
    this.instance.resize({ width, height });
    const view: ChartView = { width, height, focus: scene.focus };
    const option = this.chart.option(scene.data, scene.locale, scene.theme, view);
    const dataZoom = keepZoom(option.dataZoom, this.zooms());
    this.instance.setOption({ ...option, dataZoom, tooltip: this.tooltip(scene) }, { notMerge: true });
    this.instance.getZr().flush();
  }

  private begin(width: number, height: number): ECharts {
    const instance = init(this.element, null, {
      renderer: this.chart.renderer,
      width,
      height,
      devicePixelRatio: Math.max(2, window.devicePixelRatio),
    });
    if (this.onPick) instance.on("click", (event) => this.pick(event as unknown as PickedMark));
    return instance;
  }

  private pick({ event, ...mark }: PickedMark): void {
    const segment = this.scene && this.cardOf(this.scene, mark)?.segment;
    if (typeof segment !== "number") return;
    const { shiftKey = false, ctrlKey = false, metaKey = false } = event?.event ?? {};
    this.onPick?.(segment, shiftKey || ctrlKey || metaKey);
  }

  private cardOf({ data, locale }: Scene<Data>, mark: Mark): HoverCard | null {
    const value = Array.isArray(mark.value) ? mark.value : [mark.value];
    return this.chart.hover(data, locale, { series: mark.seriesId ?? "", index: mark.dataIndex ?? 0, value });
  }

  private tooltip(scene: Scene<Data>): object {
    return {
      trigger: "item",
      confine: true,
      transitionDuration: 0,
      borderWidth: 0,
      padding: 0,
      backgroundColor: "transparent",
      extraCssText: "box-shadow:none",
      formatter: (mark: Mark) => {
        const card = this.cardOf(scene, mark);
        return card ? hoverCard(card, scene.theme) : "";
      },
    };
  }

  /** factor: below 1 nearer, above 1 further; null: everything. */
  zoom(factor: number | null): void {
    this.zooms().forEach(({ start, end }, dataZoomIndex) => {
      const middle = (start + end) / 2;
      const half = factor === null ? 50 : Math.min(50, ((end - start) / 2) * factor);
      const low = Math.min(Math.max(middle - half, 0), 100 - 2 * half);
      this.instance?.dispatchAction({ type: "dataZoom", dataZoomIndex, start: low, end: low + 2 * half });
    });
  }

  private zooms(): readonly Zoom[] {
    return (this.instance?.getOption() as { dataZoom?: Zoom[] } | undefined)?.dataZoom ?? [];
  }

  dispose(): void {
    this.instance?.dispose();
    this.instance = undefined;
  }
}

/** Built from text nodes: nothing in a card is ever read as markup. */
function hoverCard(card: HoverCard, theme: ChartTheme): HTMLElement {
  const box = element("div", "tip card");
  const head = element("p", "tip-head");
  if (card.segment !== null) {
    const dot = element("span", "dot");
    dot.style.background = segmentColour(theme, card.segment);
    head.append(dot);
  }
  head.append(element("b", "", card.title));
  if (card.subtitle) head.append(element("span", "meta", card.subtitle));
  const rows = element("dl", "num");
  for (const [label, value] of card.rows) rows.append(element("dt", "", label), element("dd", "", value));
  box.append(head, rows);
  return box;
}

function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
