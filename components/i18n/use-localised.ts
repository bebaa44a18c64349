"use client";

import { useLocale } from "next-intl";
import type { Localised } from "../../lib/core/localised.ts";

/** Picks the reader's language of a text that Clade wrote in both. */
export function useLocalised(): (text: Localised) => string {
  const locale = useLocale();
  return (text) => text[locale];
}
