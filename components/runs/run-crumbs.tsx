"use client";

import { useTranslations } from "next-intl";
import type { RunDto } from "../../lib/runs/schema.ts";
import { useShownName } from "../datasets/use-shown-name.ts";
import { Link } from "../i18n/navigation.ts";

export function RunCrumbs({ run, page }: { readonly run: RunDto; readonly page?: string }) {
  const t = useTranslations("runs");
  const showName = useShownName();
  const { version, newestVersion } = run;
  const isOlder = version !== null && version !== newestVersion;
  const here = t("runNumber", { number: run.number });
  return (
    <nav aria-label={t("crumbs")} className="flex flex-wrap gap-x-1.5">
      <Link href="/runs" className="hover:underline">
        {t("title")}
      </Link>
      <span aria-hidden="true">›</span>
      <Link
        href={`/data/${run.datasetId}${isOlder ? `?version=${version}` : ""}`}
        className="[overflow-wrap:anywhere] hover:underline"
      >
        {version === null
          ? showName(run.datasetName)
          : t("datasetVersion", { name: showName(run.datasetName), version })}
      </Link>
      <span aria-hidden="true">›</span>
      {page === undefined ? (
        <span className="text-ink-2">{here}</span>
      ) : (
        <>
          <Link href={`/runs/${run.id}`} className="hover:underline">
            {here}
          </Link>
          <span aria-hidden="true">›</span>
          <span className="text-ink-2 [overflow-wrap:anywhere]">{page}</span>
        </>
      )}
    </nav>
  );
}
