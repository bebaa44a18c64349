import type { Locale } from "../../../core/localised.ts";

export type ThemeChoice = "system" | "light" | "dark";

/** What a reader can set. It lives in the address (#lang=zh&theme=dark&tab=count&segment=2), so that a link keeps it. */
export interface PageState {
  lang: Locale;
  theme: ThemeChoice;
  /** Chart id of the open tab. */
  tab: string;
  /** Segments in focus, −1 for who is in none; empty: all. */
  focus: number[];
  /** Chart ids shown as tables. */
  twins: string[];
}

export interface Defaults {
  readonly lang: Locale;
  readonly tabs: readonly string[];
  readonly charts: readonly string[];
  /** Numbers that may be in focus. */
  readonly segments: readonly number[];
}

/** Reads an address' fragment; what it does not say, or says wrongly, keeps its default. */
export function readState(hash: string, { lang, tabs, charts, segments }: Defaults): PageState {
  const params = new URLSearchParams(hash.replace(/^#/, ""));
  const asked = params.get("lang");
  const theme = params.get("theme");
  const tab = params.get("tab") ?? "";
  const numbers = (params.get("segment") ?? "").split(",").filter((part) => /^(-1|\d+)$/.test(part));
  return {
    lang: asked?.startsWith("zh") ? "zh" : asked === "en" ? "en" : lang,
    theme: theme === "dark" || theme === "light" ? theme : "system",
    tab: tabs.includes(tab) ? tab : (tabs[0] ?? ""),
    focus: [...new Set(numbers.map(Number))].filter((segment) => segments.includes(segment)),
    twins: (params.get("table") ?? "").split(",").filter((id) => charts.includes(id)),
  };
}

/** The fragment that `readState` reads back; defaults are left out, but for the language. */
export function writeState(state: PageState, { tabs }: Pick<Defaults, "tabs">): string {
  const params = new URLSearchParams({ lang: state.lang });
  if (state.theme !== "system") params.set("theme", state.theme);
  if (state.tab !== tabs[0]) params.set("tab", state.tab);
  if (state.focus.length > 0) params.set("segment", state.focus.join(","));
  if (state.twins.length > 0) params.set("table", state.twins.join(","));
  return `#${params.toString().replaceAll("%2C", ",")}`;
}

/** A click puts one segment in front or, on that one, all again; with Shift it adds or takes away. */
export function toggleFocus(focus: readonly number[], segment: number, add: boolean): number[] {
  if (add) return focus.includes(segment) ? focus.filter((other) => other !== segment) : [...focus, segment];
  return focus.length === 1 && focus[0] === segment ? [] : [segment];
}
