import type { Locale } from "../../../core/localised.ts";
import type { Chart, Charted } from "../../charts/chart.ts";
import { Plot, type Scene } from "../../charts/plot.ts";
import { readTheme } from "../../charts/theme.ts";
import type { PageState } from "./state.ts";

/** What a page is made of. */
export interface Site<Data extends Charted> {
  readonly data: Data;
  readonly charts: readonly Chart<Data>[];
  readonly title: (locale: Locale) => string;
  readonly markup: (locale: Locale) => string;
}

/** The page as it stands for a state: writes the texts, marks what is chosen, draws what is visible. */
export class PageView<Data extends Charted> {
  private readonly site: Site<Data>;
  private readonly root: HTMLElement;
  private plots: Plot<Data>[];
  /** The language that the file comes written in. */
  private written: Locale = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  private opened: readonly string[] = [];
  private isPrinting = false;
  private isReady = false;

  constructor(site: Site<Data>, root: HTMLElement) {
    this.site = site;
    this.root = root;
    this.plots = this.findPlots();
  }

  show(state: PageState): void {
    const isDark =
      state.theme === "dark" || (state.theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
    document.documentElement.dataset.theme = isDark && !this.isPrinting ? "dark" : "light";
    this.writeTexts(state);
    this.markChosen(state);
    if (!this.isReady) return;
    const scene = this.scene(state);
    for (const plot of this.plots) plot.draw(scene);
  }

  /** The typeface is there. Charts wait for it, because the chart library remembers how wide it measured a text. */
  ready(state: PageState): void {
    this.isReady = true;
    this.show(state);
  }

  /** Paper is light, and every panel is on it; the page takes the paper's width first, so that charts are drawn to it. */
  print(state: PageState, isPrinting: boolean): void {
    this.isPrinting = isPrinting;
    if (isPrinting) this.opened = this.openParts();
    this.open(isPrinting ? null : this.opened);
    document.documentElement.classList.toggle("paper", isPrinting);
    this.show(state);
  }

  scene(state: PageState): Scene<Data> {
    const style = getComputedStyle(document.documentElement);
    const theme = readTheme((name) => style.getPropertyValue(`--${name}`).trim());
    return { data: this.site.data, locale: state.lang, theme, focus: state.focus };
  }

  plot(id: string | undefined): Plot<Data> | undefined {
    return this.plots.find(({ chart }) => chart.id === id);
  }

  /** All texts at once, the very markup that the file came with; the place on the page and the key focus stay. */
  private writeTexts({ lang }: PageState): void {
    if (this.written === lang) return;
    this.written = lang;
    const focused = describeFocus(document.activeElement);
    for (const plot of this.plots) plot.dispose();
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    document.title = this.site.title(lang);
    const open = this.openParts();
    this.root.innerHTML = this.site.markup(lang);
    this.open(open);
    if (focused) this.root.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true });
    this.plots = this.findPlots();
  }

  /** Ids of the disclosures that are open. */
  private openParts(): string[] {
    return [...this.root.querySelectorAll("details[open]")].map(({ id }) => id);
  }

  /** Opens these disclosures and closes the others; null: all are open. */
  private open(ids: readonly string[] | null): void {
    for (const part of this.root.querySelectorAll("details")) part.open = ids === null || ids.includes(part.id);
  }

  private findPlots(): Plot<Data>[] {
    return this.site.charts.flatMap((chart) => {
      const element = this.root.querySelector<HTMLElement>(`[data-chart="${chart.id}"] .plot`);
      return element ? [new Plot(chart, element)] : [];
    });
  }

  private markChosen(state: PageState): void {
    const { focus } = state;
    press(this.root, "[data-lang]", (button) => button.dataset.lang === state.lang);
    press(this.root, "[data-theme-choice]", (button) => button.dataset.themeChoice === state.theme);
    press(this.root, "[data-segment]", (button) => focus.includes(Number(button.dataset.segment)));
    this.root.classList.toggle("focused", focus.length > 0);
    for (const row of this.root.querySelectorAll<HTMLElement>("[data-row]")) {
      row.classList.toggle("faded", focus.length > 0 && !focus.includes(Number(row.dataset.row)));
    }
    for (const tab of this.root.querySelectorAll<HTMLElement>("[data-tab]")) {
      const isOpen = tab.dataset.tab === state.tab;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.tabIndex = isOpen ? 0 : -1;
    }
    for (const figure of this.root.querySelectorAll<HTMLElement>("[data-chart]")) {
      const id = figure.dataset.chart ?? "";
      if (figure.classList.contains("panel")) figure.classList.toggle("on", id === state.tab);
      figure.classList.toggle("as-table", state.twins.includes(id));
      press(figure, "[data-twin]", () => state.twins.includes(id));
    }
  }
}

function press(root: HTMLElement, selector: string, isPressed: (button: HTMLElement) => boolean): void {
  for (const button of root.querySelectorAll<HTMLElement>(selector)) {
    button.setAttribute("aria-pressed", String(isPressed(button)));
  }
}

/** A selector that finds the same control in the page in another language. */
function describeFocus(active: Element | null): string | undefined {
  if (!(active instanceof HTMLElement)) return undefined;
  const [name, value] = Object.entries(active.dataset)[0] ?? [];
  return name === undefined ? undefined : `[data-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}="${value}"]`;
}
