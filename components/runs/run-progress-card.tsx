"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { RunDetailDto } from "../../lib/runs/schema.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { ProgressBar, ProgressRing } from "../ui/progress-bar.tsx";
import { useMay } from "../workspace/use-me.ts";
import { useRunAction } from "./use-run.ts";
import { useWriteSeconds } from "./use-write-seconds.ts";

/** Stage, fraction, elapsed time and a way to stop; it outlives a reload. */
export function RunProgressCard({ run }: { readonly run: RunDetailDto }) {
  const t = useTranslations("runs");
  const say = useLocalised();
  const cancel = useRunAction(run.id, "cancel");
  const mayCancel = useMay("analyst");
  const seconds = useElapsed(run.startedAt ?? run.createdAt);
  const writeSeconds = useWriteSeconds();
  const isWaiting = run.status === "queued";
  const sentence = isWaiting || !run.progress ? t("waiting") : say(run.progress.sentence);
  return (
    <section className="card max-w-[760px] px-6 py-5">
      <div className="mb-3 flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <p className="num font-semibold text-xl">{isWaiting ? "–" : t("percent", { share: run.fraction })}</p>
          <p className="text-ink-2" aria-live="polite">
            {sentence}
          </p>
        </div>
        {mayCancel && (
          <Button busy={cancel.isPending} onClick={() => cancel.mutate()}>
            <Icon name="stop" size={14} />
            {t("cancel")}
          </Button>
        )}
      </div>
      <ProgressBar label={sentence} fraction={isWaiting ? null : run.fraction} />
      <p className="meta num mt-2">{t("elapsed", { time: writeSeconds(seconds) })}</p>
      <ol className="mt-5 grid gap-2 text-sm">
        {run.stages.map(({ name: stage, label }) => {
          const receipt = run.receipts.find((one) => one.stage === stage);
          const isHere = !isWaiting && run.stage === stage;
          return (
            <li key={stage} className={`flex items-center gap-2.5 ${receipt || isHere ? "" : "text-ink-3"}`}>
              <span className="grid size-4 place-items-center text-good">
                {receipt ? (
                  <Icon name="check" size={14} />
                ) : (
                  <ProgressRing fraction={isHere ? (run.progress?.fraction ?? 0) : null} />
                )}
              </span>
              <span className="flex-1">{say(label)}</span>
              {receipt && (
                <span className="meta num">
                  {receipt.reused ? t("reused") : writeSeconds(receipt.milliseconds / 1000)}
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {run.attempts > 1 && run.error && (
        <p className="mt-4 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
          {t("attempt", { attempt: run.attempts, why: say(run.error.detail) })}
        </p>
      )}
      {cancel.error && <ProblemNote error={cancel.error} />}
      <p className="meta mt-5">{t("mayLeave")}</p>
    </section>
  );
}

function useElapsed(since: string): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, (now - Date.parse(since)) / 1000);
}
