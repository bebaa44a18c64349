import { init } from "echarts/core";
import type { Chart, Charted } from "../../charts/chart.ts";
import { writeCsv } from "../../charts/csv.ts";
import type { Scene } from "../../charts/plot.ts";

const width = 960;
const height = 540;
const margin = 24;
const headroom = 84;

export function downloadCsv<Data extends Charted>(chart: Chart<Data>, { data, locale }: Scene<Data>): void {
  const text = writeCsv(chart.table(data, locale));
  save(new Blob([text], { type: "text/csv;charset=utf-8" }), `clade-${chart.id}.csv`);
}

/** The chart with its finding and measure above it, at twice the size for sharp slides. */
export function downloadPng<Data extends Charted>(chart: Chart<Data>, scene: Scene<Data>): void {
  const plot = document.createElement("div");
  const instance = init(plot, null, { renderer: "canvas", width, height, devicePixelRatio: 2 });
  instance.setOption(chart.option(scene.data, scene.locale, scene.theme, { width, height, focus: scene.focus }));
  instance.getZr().flush();
  const picture = instance.renderToCanvas({ pixelRatio: 2 });
  const canvas = document.createElement("canvas");
  canvas.width = 2 * (width + 2 * margin);
  canvas.height = 2 * (height + headroom + margin);
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(2, 2);
  context.fillStyle = scene.theme.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = scene.theme.ink;
  context.font = `600 18px ${scene.theme.font}`;
  context.fillText(chart.title(scene.data, scene.locale), margin, 36, width);
  context.fillStyle = scene.theme.ink3;
  context.font = `400 12.5px ${scene.theme.font}`;
  context.fillText(chart.subtitle(scene.data, scene.locale), margin, 60, width);
  context.drawImage(picture, margin, headroom, width, height);
  instance.dispose();
  canvas.toBlob((blob) => blob && save(blob, `clade-${chart.id}.png`), "image/png");
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
