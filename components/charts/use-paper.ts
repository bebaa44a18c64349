"use client";

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { ChartTheme } from "../../lib/segments/charts/theme.ts";
import { readPageTheme } from "./use-chart-theme.ts";

/**
 * The theme of paper while the page is being printed, else null. The browser takes the page as it stands after `beforeprint`:
 * charts must have been drawn by then, light and at the width of paper.
 */
export function usePaper(): ChartTheme | null {
  const [theme, setTheme] = useState<ChartTheme | null>(null);
  useEffect(() => {
    const root = document.documentElement;
    let screenTheme: string | undefined;
    const begin = () => {
      screenTheme = root.dataset.theme;
      root.dataset.theme = "light";
      flushSync(() => setTheme(readPageTheme()));
    };
    const end = () => {
      if (screenTheme !== undefined) root.dataset.theme = screenTheme;
      setTheme(null);
    };
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return theme;
}
