"use client";

import { useEffect } from "react";

/** Where React draws the document anew (a page that is not there), the theme is put back. */
export function ThemeKeeper() {
  useEffect(() => {
    window.dispatchEvent(new Event("theme"));
  }, []);
  return null;
}
