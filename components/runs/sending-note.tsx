"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import type { SendingPreview } from "../../lib/runs/schema.ts";
import { getJson } from "../api/request.ts";
import { ProblemNote } from "../ui/problem-note.tsx";

/** What leaves this machine, before it does: where to, how much, at what price, and the first request to the letter. */
export function SendingNote({ datasetId }: { readonly datasetId: string }) {
  const t = useTranslations("runs");
  const { data, error, refetch } = useQuery({
    queryKey: ["run-sending", datasetId],
    queryFn: ({ signal }) => getJson<SendingPreview>(`/runs/sending?datasetId=${datasetId}`, signal),
    retry: false,
  });
  if (error) return <ProblemNote error={error} onRetry={refetch} />;
  return (
    <div className="min-h-24 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      {data && (
        <>
          <p className="font-medium">{t("sending.title", { host: data.host, model: data.model })}</p>
          <p className="num">
            {t("sending.size", { texts: data.texts, requests: data.requests, tokens: data.tokens })}{" "}
            {data.cost === null ? t("sending.noPrice") : t("sending.cost", { cost: formatNumber(data.cost, 2) })}
          </p>
          <details className="mt-1">
            <summary className="cursor-pointer">{t("sending.exact")}</summary>
            <pre className="mt-1 max-h-48 overflow-auto whitespace-pre-wrap font-mono text-xs [overflow-wrap:anywhere]">
              {data.firstBody}
            </pre>
          </details>
        </>
      )}
    </div>
  );
}
