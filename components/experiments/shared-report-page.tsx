"use client";

import { useTranslations } from "next-intl";
import { shownName } from "../../lib/core/sample-shop.ts";
import type { SharedReport } from "../../lib/experiments/schema.ts";
import { useLanguage } from "../shell/use-language.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { DecisionNote } from "./decision-note.tsx";
import { ReportView } from "./report/report-view.tsx";

/** What somebody with a link sees: the report and what was decided, and no way further in. */
export function SharedReportPage({ shared }: { readonly shared: SharedReport }) {
  const t = useTranslations("experiments");
  const [locale, setLocale] = useLanguage();
  const { report, decision } = shared;
  return (
    <div className="mx-auto grid max-w-[1120px] gap-4 px-6 py-5 max-sm:px-4 print:p-0">
      <header className="flex flex-wrap items-center gap-3">
        <Mark />
        <h1 className="min-w-0 flex-1 text-lg [overflow-wrap:anywhere]">
          {shownName(report.name, locale) || t("unnamed")}
        </h1>
        <button
          type="button"
          lang={locale === "en" ? "zh-CN" : "en"}
          onClick={() => setLocale(locale === "en" ? "zh" : "en")}
          className="rounded-md px-1.5 py-1 text-ink-2 text-xs hover:bg-sunken hover:text-ink print:hidden"
        >
          {locale === "en" ? "中文" : "English"}
        </button>
        <Button tone="quiet" className="print:hidden" onClick={() => window.print()}>
          <Icon name="print" size={14} />
          {t("print")}
        </Button>
      </header>
      <main className="grid gap-4">
        <DecisionNote experiment={{ decision }} />
        <ReportView report={report} />
      </main>
    </div>
  );
}
