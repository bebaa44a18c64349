"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { RunDto } from "../../lib/runs/schema.ts";
import { getJson } from "../api/request.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Card } from "../ui/card.tsx";
import { Chip } from "../ui/chip.tsx";

/** What was found in this dataset, or is being found right now. */
export function DatasetRuns({ datasetId }: { readonly datasetId: string }) {
  const t = useTranslations("datasets");
  const say = useLocalised();
  const { data } = useQuery({
    queryKey: ["runs", "list", datasetId],
    queryFn: ({ signal }) =>
      getJson<{ readonly items: readonly RunDto[] }>(`/runs?datasetId=${datasetId}&limit=5`, signal),
  });
  return (
    <Card title={t("runs")}>
      {data?.items.length === 0 && <p className="px-4 py-4 text-ink-2">{t("runsNone")}</p>}
      {data === undefined && <div className="h-[61px]" />}
      <ul>
        {data?.items.map(({ id, number, status, verdict, error }) => (
          <li key={id} className="border-line border-b last:border-0">
            <Link href={`/runs/${id}`} className="block px-4 py-2.5 -outline-offset-2 hover:bg-sunken">
              <span className="flex items-center gap-2 font-medium">
                {t("runOf", { number })}
                {(status === "queued" || status === "running") && <Chip tone="accent">{t("runGoing")}</Chip>}
              </span>
              <span className="text-ink-2 text-sm">
                {verdict ? say(verdict) : status === "failed" && error ? say(error.detail) : null}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
