"use client";

import { useLocale } from "next-intl";
import { shownName } from "../../lib/core/sample-shop.ts";

/** A dataset's name for the reader: the sample shop is called in their language. */
export function useShownName(): (name: string) => string {
  const locale = useLocale();
  return (name) => shownName(name, locale);
}
