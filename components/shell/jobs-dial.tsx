"use client";

import { createTranslator, useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import type { Localised } from "../../lib/core/localised.ts";
import { shownName } from "../../lib/core/sample-shop.ts";
import type { RunDto } from "../../lib/runs/schema.ts";
import { useShownName } from "../datasets/use-shown-name.ts";
import { catalogues } from "../i18n/catalogues.ts";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Popover } from "../ui/popover.tsx";
import { ProgressBar, ProgressRing } from "../ui/progress-bar.tsx";
import { useMay } from "../workspace/use-me.ts";
import { useCancelJob, useJobNotices, useJobs } from "./use-jobs.ts";

/** What is running, on every page: stage, fraction, elapsed time and a way to stop it. */
export function JobsDial() {
  const t = useTranslations("shell");
  const jobs = useJobs();
  const nameJob = useCallback((run: RunDto) => ended(run), []);
  useJobNotices(jobs, nameJob);
  const [first] = jobs;
  const label = jobs.length === 0 ? t("jobsIdle") : t("jobsRunning", { count: jobs.length });
  return (
    <Popover
      label={t("jobsHead")}
      trigger={
        <button
          type="button"
          aria-label={label}
          className="num flex flex-none items-center gap-1.5 rounded-full border border-line bg-sunken px-2 py-0.5 text-ink-2 text-xs"
        >
          <ProgressRing fraction={first?.fraction ?? null} />
          <span className="max-sm:hidden">{label}</span>
        </button>
      }
    >
      <h2 className="border-line border-b px-4 py-2.5">{t("jobsHead")}</h2>
      {jobs.length === 0 && <p className="px-4 py-4 text-ink-2 text-sm">{t("jobsNone")}</p>}
      <ul aria-live="polite">
        {jobs.map((job) => (
          <Job key={job.id} job={job} />
        ))}
      </ul>
    </Popover>
  );
}

function Job({ job }: { readonly job: RunDto }) {
  const t = useTranslations("shell");
  const say = useLocalised();
  const showName = useShownName();
  const cancel = useCancelJob();
  const mayCancel = useMay("analyst");
  const now = useNow();
  const isRead = job.kind === "ingest";
  const name = isRead
    ? t("reading", { name: showName(job.datasetName) })
    : t("runNamed", { number: job.number, name: showName(job.datasetName) });
  const seconds = job.startedAt === null ? null : Math.max(0, (now - Date.parse(job.startedAt)) / 1000);
  return (
    <li className="grid gap-2 border-line border-b px-4 py-3 last:border-0">
      <div className="flex items-start gap-3">
        <Link
          href={isRead ? `/data/${job.datasetId}` : `/runs/${job.id}`}
          className="min-w-0 flex-1 font-medium text-sm [overflow-wrap:anywhere] hover:underline"
        >
          {name}
        </Link>
        {mayCancel && (
          <Button size="small" busy={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
            {cancel.isPending ? t("cancelling") : t("cancel")}
          </Button>
        )}
      </div>
      <ProgressBar label={name} fraction={job.status === "queued" ? null : job.fraction} />
      <div className="meta num flex justify-between gap-3">
        <span className="min-w-0 truncate">{job.progress ? say(job.progress.sentence) : t("waiting")}</span>
        {seconds !== null && <span className="flex-none">{t("elapsed", { time: clock(seconds) })}</span>}
      </div>
    </li>
  );
}

/** How a job ended, in both languages: notices outlive a change of language. */
function ended(run: RunDto): Localised {
  // What was read is there, whether features could be built of it or not.
  const isRead = run.kind === "ingest" && run.version !== null;
  const say = (locale: "en" | "zh") => {
    const t = createTranslator({ locale, messages: catalogues[locale], namespace: "shell" });
    const what =
      run.kind === "ingest"
        ? t("reading", { name: shownName(run.datasetName, locale) })
        : t("runNamed", { number: run.number, name: shownName(run.datasetName, locale) });
    return t(run.status === "done" || isRead ? "jobDone" : "jobFailed", { what });
  };
  return { en: say("en"), zh: say("zh") };
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** 0:07, 12:30, 1:02:05 */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const tail = String(rest).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}
