"use client";

import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import type { Locale } from "../../lib/core/localised.ts";
import { catalogues } from "./catalogues.ts";

/** Times are shown in the reader's own zone; until the page is alive, in UTC. */
export function LanguageProvider({ locale, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  return (
    <NextIntlClientProvider locale={locale} messages={catalogues[locale]} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  );
}

const timeZone = typeof window === "undefined" ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone;
