"use client";

import { useSearchParams } from "next/navigation";
import { useLocale } from "next-intl";
import type { Locale } from "../../lib/core/localised.ts";
import { usePathname, useRouter } from "../i18n/navigation.ts";

/** The language of the page, and a change to the same page in the other one. */
export function useLanguage(): readonly [Locale, (locale: Locale) => void] {
  const locale = useLocale();
  const router = useRouter();
  const pathname = usePathname();
  const query = useSearchParams().toString();
  return [locale, (next) => router.replace(query === "" ? pathname : `${pathname}?${query}`, { locale: next })];
}
