"use client";

import { useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import type { Messages } from "../i18n/catalogues.ts";

/** "0.4 s", "12 s", "3 min 5 s", "2 h 10 min" */
export function useWriteSeconds(): (seconds: number) => string {
  const t = useTranslations<keyof Messages & "runs">("runs");
  return (seconds) => {
    if (seconds < 60) return t("seconds", { s: formatNumber(seconds, seconds < 9.95 ? 1 : 0) });
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return t("minutes", { m: minutes, s: Math.floor(seconds % 60) });
    return t("hours", { h: Math.floor(minutes / 60), m: minutes % 60 });
  };
}
