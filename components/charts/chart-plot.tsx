"use client";

import { useEffect, useRef } from "react";
import type { Chart, Charted } from "../../lib/segments/charts/chart.ts";
import type { Plot, Scene } from "../../lib/segments/charts/plot.ts";
import "./charts.css";

interface ChartPlotProps<Data extends Charted> {
  readonly chart: Chart<Data>;
  /** null: the theme is not read yet; the frame has its final size already. */
  readonly scene: Scene<Data> | null;
  readonly className?: string;
  readonly onPick?: (segment: number, isAdding: boolean) => void;
  /** Gets the plot for zooming; undefined when it is gone. */
  readonly onPlot?: (plot: Plot<Data> | undefined) => void;
}

/** The picture of a chart. The chart library is fetched when the first one is shown, and waits for the typeface. */
export function ChartPlot<Data extends Charted>({
  chart,
  scene,
  className = "",
  onPick,
  onPlot,
}: ChartPlotProps<Data>) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot<Data> | undefined>(undefined);
  const latest = useRef({ scene, onPick, onPlot });
  useEffect(() => {
    latest.current = { scene, onPick, onPlot };
    if (scene) plot.current?.draw(scene);
  }, [scene, onPick, onPlot]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let isGone = false;
    const redraw = () => latest.current.scene && plot.current?.draw(latest.current.scene);
    const observer = new ResizeObserver(() => requestAnimationFrame(redraw));
    void Promise.all([import("../../lib/segments/charts/plot.ts"), loadTypeface()]).then(([{ Plot: Made }]) => {
      if (isGone) return;
      plot.current = new Made(chart, element, (segment, isAdding) => latest.current.onPick?.(segment, isAdding));
      latest.current.onPlot?.(plot.current);
      redraw();
      observer.observe(element);
    });
    return () => {
      isGone = true;
      observer.disconnect();
      plot.current?.dispose();
      plot.current = undefined;
      latest.current.onPlot?.(undefined);
    };
  }, [chart]);

  const label = scene ? chart.description(scene.data, scene.locale) : undefined;
  return <div ref={frame} role="img" aria-label={label} className={`plot ${className}`} />;
}

/** The chart library remembers how wide it measured a text, so it must measure with the right letters. */
function loadTypeface(): Promise<unknown> {
  const weights = [400, 500, 600].map((weight) => document.fonts.load(`${weight} 12px "Inter Variable"`));
  return Promise.allSettled(weights);
}
