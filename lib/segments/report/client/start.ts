import type { Charted } from "../../charts/chart.ts";
import { downloadCsv, downloadPng } from "./download.ts";
import { type Defaults, type PageState, readState, type ThemeChoice, toggleFocus, writeState } from "./state.ts";
import { PageView, type Site } from "./view.ts";

/** What the file carries for its script. */
export function embeddedData<Data>(): Data {
  return JSON.parse(document.getElementById("data")?.textContent ?? "null") as Data;
}

/** A report's script in the browser: one state, one view, one listener for everything that can be pressed. */
export function startPage<Data extends Charted>(
  site: Site<Data>,
  tabs: readonly string[],
  segments: readonly number[],
): void {
  const root = document.getElementById("page") as HTMLElement;
  const view = new PageView(site, root);
  const defaults: Defaults = {
    lang: navigator.language.startsWith("zh") ? "zh" : "en",
    tabs,
    charts: site.charts.map(({ id }) => id),
    segments,
  };
  let state: PageState = readState(location.hash, defaults);

  function change(part: Partial<PageState>): void {
    state = { ...state, ...part };
    history.replaceState(null, "", writeState(state, defaults));
    view.show(state);
  }

  function press(button: HTMLElement, isAdding: boolean): void {
    const { lang, themeChoice, tab, segment, zoom } = button.dataset;
    const id = button.closest<HTMLElement>("[data-chart]")?.dataset.chart ?? "";
    const plot = view.plot(id);
    if (lang) change({ lang: lang === "zh" ? "zh" : "en" });
    else if (themeChoice) change({ theme: themeChoice as ThemeChoice });
    else if (tab) change({ tab });
    else if (segment) change({ focus: toggleFocus(state.focus, Number(segment), isAdding) });
    else if ("clear" in button.dataset) change({ focus: [] });
    else if ("twin" in button.dataset) change({ twins: toggleTwin(id) });
    else if ("print" in button.dataset) window.print();
    else if (zoom) plot?.zoom(zoom === "in" ? 0.6 : zoom === "out" ? 1 / 0.6 : null);
    else if (plot && "png" in button.dataset) downloadPng(plot.chart, view.scene(state));
    else if (plot && "csv" in button.dataset) downloadCsv(plot.chart, view.scene(state));
  }

  function toggleTwin(id: string): string[] {
    return state.twins.includes(id) ? state.twins.filter((other) => other !== id) : [...state.twins, id];
  }

  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const button = target.closest<HTMLElement>("button");
    if (button) return press(button, event.shiftKey || event.metaKey || event.ctrlKey);
    const skip = target.closest("[data-skip]");
    if (skip) {
      event.preventDefault();
      const part = document.getElementById(skip.getAttribute("href")?.slice(1) ?? "");
      part?.scrollIntoView();
      part?.querySelector<HTMLElement>("button, summary")?.focus();
    }
  });

  // A chart in a disclosure is drawn when it is seen.
  document.addEventListener("toggle", () => view.show(state), true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.focus.length > 0) change({ focus: [] });
    if (!(event.target as Element).matches("[role=tab]")) return;
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = Math.min(Math.max(tabs.indexOf(state.tab) + step, 0), tabs.length - 1);
    change({ tab: tabs[at] ?? state.tab });
    document.getElementById(`tab-${state.tab}`)?.focus();
  });

  addEventListener("hashchange", () => {
    state = readState(location.hash, defaults);
    view.show(state);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => view.show(state));
  addEventListener("beforeprint", () => view.print(state, true));
  addEventListener("afterprint", () => view.print(state, false));

  document.documentElement.classList.add("js");
  view.show(state);
  let width = root.clientWidth;
  new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    requestAnimationFrame(() => view.show(state));
  }).observe(root);
  const weights = [400, 500, 600].map((weight) => document.fonts.load(`${weight} 12px "Inter Variable"`));
  void Promise.allSettled(weights).then(() => view.ready(state));
}
