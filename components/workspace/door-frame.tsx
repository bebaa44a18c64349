"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useLanguage } from "../shell/use-language.ts";
import { Mark } from "../ui/mark.tsx";

/** The frame of the pages before the sign-in. */
export function DoorFrame({ children }: { readonly children: ReactNode }) {
  const t = useTranslations("workspace");
  const [locale, setLocale] = useLanguage();
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-6 px-4 py-10">
      <div className="grid justify-items-center gap-2 text-center">
        <Mark size={40} />
        <p className="font-semibold text-xl tracking-tight">Clade</p>
        <p className="max-w-[44ch] text-ink-2 text-sm">{t("promise")}</p>
      </div>
      <div className="card w-full max-w-[420px] px-6 py-6 shadow-float">{children}</div>
      <button
        type="button"
        lang={locale === "en" ? "zh-CN" : "en"}
        onClick={() => setLocale(locale === "en" ? "zh" : "en")}
        className="rounded-md px-2 py-1 text-ink-2 text-xs hover:text-ink"
      >
        {locale === "en" ? "简体中文" : "English"}
      </button>
    </main>
  );
}
