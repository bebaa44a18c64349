"use client";

import { useFormatter, useLocale, useNow, useTranslations } from "next-intl";
import { formatNumber, formatShare } from "../../lib/core/format.ts";
import type { ExperimentDto } from "../../lib/experiments/schema.ts";
import type { RunDto } from "../../lib/runs/schema.ts";
import { useShownName } from "../datasets/use-shown-name.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Dot } from "../ui/dot.tsx";
import { ExperimentsList } from "./experiments-list.tsx";
import { useSegmentList } from "./use-segment-list.ts";

interface ManagerHomeProps {
  readonly run: RunDto | undefined;
  readonly experiments: readonly ExperimentDto[];
}

/** For whoever has one minute: what was tried and what came of it, then what was found and in whom the revenue lies. */
export function ManagerHome({ run, experiments }: ManagerHomeProps) {
  return (
    <div className="mx-auto grid max-w-[820px] gap-6 py-6">
      {experiments.length > 0 && <ExperimentsList experiments={experiments} />}
      {run && <NewestRun run={run} />}
    </div>
  );
}

function NewestRun({ run }: { readonly run: RunDto }) {
  const t = useTranslations("home");
  const say = useLocalised();
  const showName = useShownName();
  const locale = useLocale();
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const segments = useSegmentList();
  const own = segments.data?.items.filter(({ runId, index }) => runId === run.id && index !== null) ?? [];
  const hasMoney = own.some(({ revenueShare }) => revenueShare !== null);
  const head = "border-line border-b px-3 py-2 font-medium text-ink-3 text-xs";
  return (
    <article className="grid gap-6">
      <header className="grid gap-3">
        <p className="meta">
          {t("fromRun", {
            number: run.number,
            name: showName(run.datasetName),
            users: run.users ?? 0,
            when: format.relativeTime(new Date(run.finishedAt ?? run.createdAt), now),
          })}
        </p>
        <h1 className="text-balance text-[24px] leading-8">{run.verdict ? say(run.verdict) : t("noVerdict")}</h1>
        <div className="flex flex-wrap gap-2">
          <Button tone="primary" asChild>
            <a href={`/api/v1/runs/${run.id}/report`}>{t("takeReport")}</a>
          </Button>
          <Button asChild>
            <Link href={`/runs/${run.id}`}>{t("openRun")}</Link>
          </Button>
        </div>
      </header>
      <section className="card" aria-label={t("segments")}>
        <table className="w-full border-collapse">
          <caption className="sr-only">{t("segments")}</caption>
          <thead>
            <tr>
              <th scope="col" className={`${head} pl-4 text-left`}>
                {t("segment")}
              </th>
              <th scope="col" className={`${head} text-right`}>
                {t("people")}
              </th>
              {hasMoney && (
                <th scope="col" className={`${head} text-right`}>
                  {t("revenue")}
                </th>
              )}
              <th scope="col" className={`${head} pr-4 text-left max-sm:hidden`}>
                {t("planned")}
              </th>
            </tr>
          </thead>
          <tbody>
            {own.map(({ id, name, ownName, colour, index, size, share, revenueShare, action }) => (
              <tr key={id} className="border-line not-last:border-b">
                <th scope="row" className="px-4 py-2.5 text-left font-medium">
                  <Link href={`/segments/${id}`} className="flex items-center gap-2.5 hover:underline">
                    <Dot colour={colour} lap={Math.floor((index ?? 0) / 12)} />
                    <span className="min-w-0 [overflow-wrap:anywhere]">{ownName ?? say(name)}</span>
                  </Link>
                </th>
                <td className="num whitespace-nowrap px-3 py-2.5 text-right">
                  {formatNumber(size)} <span className="meta">{share !== null && formatShare(share, locale)}</span>
                </td>
                {hasMoney && (
                  <td className="num px-3 py-2.5 text-right">
                    {revenueShare === null ? "–" : formatShare(revenueShare, locale)}
                  </td>
                )}
                <td className="py-2.5 pr-4 pl-3 text-ink-2 max-sm:hidden">{action ?? "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </article>
  );
}
