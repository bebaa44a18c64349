"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import type { RunDto } from "../../lib/runs/schema.ts";
import { useShownName } from "../datasets/use-shown-name.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Card } from "../ui/card.tsx";
import { Chip } from "../ui/chip.tsx";

const most = 6;

/** The newest runs, each with its verdict. */
export function LastRuns({ runs }: { readonly runs: readonly RunDto[] }) {
  const t = useTranslations("home");
  return (
    <Card
      title={t("runs")}
      actions={
        <Link href="/runs" className="meta hover:underline">
          {t("allRuns")}
        </Link>
      }
    >
      {runs.length === 0 && <p className="px-4 py-8 text-center text-ink-2">{t("noRuns")}</p>}
      <ul>
        {runs.slice(0, most).map((run) => (
          <LastRun key={run.id} run={run} />
        ))}
      </ul>
    </Card>
  );
}

function LastRun({ run }: { readonly run: RunDto }) {
  const t = useTranslations("home");
  const say = useLocalised();
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const { number, datasetName, status, segments, silhouette } = run;
  const name = useShownName()(datasetName);
  const facts =
    segments !== null && silhouette !== null && t("runFacts", { segments, silhouette: formatNumber(silhouette, 2) });
  const chip = {
    queued: <Chip>{t("queued")}</Chip>,
    running: <Chip tone="accent">{t("running")}</Chip>,
    failed: <Chip tone="bad">{t("failed")}</Chip>,
    cancelled: <Chip>{t("statusCancelled")}</Chip>,
    done: null,
  }[status];
  return (
    <li className="border-line border-b last:border-0">
      <Link href={`/runs/${run.id}`} className="grid gap-0.5 px-4 py-3 -outline-offset-2 hover:bg-sunken">
        <span className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{t("run", { number, name })}</span>
          {chip}
          <span className="meta flex-none">{format.relativeTime(new Date(run.createdAt), now)}</span>
        </span>
        {run.verdict && <span className="text-ink-2 text-sm">{say(run.verdict)}</span>}
        {run.error && status === "failed" && <span className="text-ink-2 text-sm">{say(run.error.detail)}</span>}
        {status === "cancelled" && <span className="text-ink-2 text-sm">{t("cancelled", { number })}</span>}
        {facts && <span className="meta num">{facts}</span>}
      </Link>
    </li>
  );
}
