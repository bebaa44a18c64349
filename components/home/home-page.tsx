"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import type { RunDto } from "../../lib/runs/schema.ts";
import { useDatasets } from "../datasets/use-datasets.ts";
import { useShownName } from "../datasets/use-shown-name.ts";
import { useExperiments } from "../experiments/use-experiments.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useMay } from "../workspace/use-me.ts";
import { LastRuns } from "./last-runs.tsx";
import { ManagerHome } from "./manager-home.tsx";
import { SegmentCards } from "./segment-cards.tsx";
import { ThreeSteps } from "./three-steps.tsx";
import { Todo } from "./todo.tsx";
import { useLastRuns } from "./use-last-runs.ts";

/**
 * By role: an analyst sees the runs and what waits for one, then the segments; a marketer the segments, ready to take
 * along; a manager the experiments and the newest run on one calm page.
 */
export function HomePage() {
  const runs = useLastRuns();
  const [mayRun, mayList] = [useMay("analyst"), useMay("marketer")];
  const datasets = useDatasets(mayList);
  const experiments = useExperiments();
  const tried = experiments.data?.items ?? [];
  if (runs.error) return <ProblemNote error={runs.error} onRetry={runs.refetch} />;
  if (runs.data === undefined || experiments.isPending || (datasets.isPending && datasets.fetchStatus !== "idle"))
    return <HomeSkeleton />;
  const { items } = runs.data;
  const newest = items.find(({ status }) => status === "done");
  if (items.length === 0 && tried.length === 0 && (datasets.data?.items.length ?? 0) === 0) return <ThreeSteps />;
  if (!mayList && (newest || tried.length > 0)) return <ManagerHome run={newest} experiments={tried} />;
  return (
    <>
      <HomeHeader newest={newest} />
      {newest && <SegmentCards run={newest} />}
      <div className={mayRun ? "grid items-start gap-4 lg:grid-cols-[2fr_1fr]" : ""}>
        <LastRuns runs={items} />
        {mayRun && <Todo runs={items} datasets={datasets.data?.items ?? []} />}
      </div>
    </>
  );
}

function HomeHeader({ newest }: { readonly newest: RunDto | undefined }) {
  const t = useTranslations("home");
  const showName = useShownName();
  const say = useLocalised();
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const mayRun = useMay("analyst");
  return (
    <PageHeader
      title={newest?.verdict ? say(newest.verdict) : t("noVerdict")}
      meta={
        newest &&
        t("fromRun", {
          number: newest.number,
          name: showName(newest.datasetName),
          users: newest.users ?? 0,
          when: format.relativeTime(new Date(newest.finishedAt ?? newest.createdAt), now),
        })
      }
      actions={
        <>
          {newest && (
            <Button asChild>
              <a href={`/api/v1/runs/${newest.id}/report`}>{t("report")}</a>
            </Button>
          )}
          {mayRun && (
            <Button asChild>
              <Link href="/runs/new">{t("newRun")}</Link>
            </Button>
          )}
          {newest && (
            <Button tone="primary" asChild>
              <Link href={`/runs/${newest.id}`}>{t("openRun")}</Link>
            </Button>
          )}
        </>
      }
    />
  );
}

function HomeSkeleton() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-[30px] max-w-[640px]" />
      <Skeleton className="h-[16px] max-w-[420px]" />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {[1, 2, 3].map((card) => (
          <Skeleton key={card} className="h-[152px]" />
        ))}
      </div>
      <Skeleton className="h-[300px]" />
    </div>
  );
}
