"use client";

import { useEffect, useState } from "react";
import { type ChartTheme, readTheme } from "../../lib/segments/charts/theme.ts";

/**
 * The page's tokens as a chart needs them, read again when the theme changes. `colours`: of segment 0, 1, …, places in
 * the cycle; null before the page is alive.
 */
export function useChartTheme(colours: readonly number[]): ChartTheme | null {
  const [tokens, setTokens] = useState<ChartTheme | null>(null);
  useEffect(() => {
    const read = () => setTokens(readPageTheme());
    read();
    const watch = new MutationObserver(read);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => watch.disconnect();
  }, []);
  if (tokens === null) return null;
  const cycle = tokens.segments;
  const segments = Array.from(
    { length: Math.max(colours.length, cycle.length) },
    (_, at) => cycle[(colours[at] ?? at) % cycle.length] ?? tokens.noise,
  );
  return { ...tokens, segments };
}

export function readPageTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  return readTheme((name) => style.getPropertyValue(`--${name}`).trim());
}
