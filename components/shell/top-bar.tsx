"use client";

import { useTranslations } from "next-intl";
import { Icon } from "../ui/icon.tsx";
import { useMe } from "../workspace/use-me.ts";
import { JobsDial } from "./jobs-dial.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { useLanguage } from "./use-language.ts";
import { WorkspaceMenu } from "./workspace-menu.tsx";

export function TopBar({ onSearch }: { readonly onSearch: () => void }) {
  const t = useTranslations("shell");
  const me = useMe();
  const [locale, setLocale] = useLanguage();
  return (
    <header className="flex h-12 items-center gap-3 border-line border-b px-5 max-sm:px-4 print:hidden">
      <WorkspaceMenu me={me} />
      <button
        type="button"
        onClick={onSearch}
        aria-keyshortcuts="Control+K"
        className="ml-auto flex items-center gap-2 rounded-md border border-line bg-surface px-2.5 py-[5px] text-ink-3 text-sm hover:border-line-strong sm:w-[280px] max-sm:border-transparent max-sm:bg-transparent"
      >
        <Icon name="search" size={15} />
        <span className="max-sm:sr-only">{t("palette")}…</span>
        <kbd className="ml-auto rounded-sm border border-line px-1 font-mono text-[11px] leading-[14px] max-sm:hidden">
          Ctrl K
        </kbd>
      </button>
      <JobsDial />
      <button
        type="button"
        lang={locale === "en" ? "zh-CN" : "en"}
        onClick={() => setLocale(locale === "en" ? "zh" : "en")}
        aria-label={t("switchLanguage")}
        className="flex-none rounded-md px-1.5 py-1 text-ink-2 text-xs hover:bg-sunken hover:text-ink"
      >
        {locale === "en" ? "中文" : "EN"}
      </button>
      <PersonMenu me={me} />
    </header>
  );
}
