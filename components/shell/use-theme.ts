"use client";

import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

function chosenTheme(): Theme {
  try {
    const chosen = localStorage.getItem("theme");
    return chosen === "light" || chosen === "dark" ? chosen : "system";
  } catch {
    return "system";
  }
}

/** Keeps the reader's choice in this browser; public/theme.js applies it, also before the first paint of any page. */
export function setTheme(theme: Theme): void {
  try {
    if (theme === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    return;
  }
  window.dispatchEvent(new Event("theme"));
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, chosenTheme, () => "system");
}

function subscribe(listener: () => void): () => void {
  for (const event of ["theme", "storage"]) window.addEventListener(event, listener);
  return () => {
    for (const event of ["theme", "storage"]) window.removeEventListener(event, listener);
  };
}
