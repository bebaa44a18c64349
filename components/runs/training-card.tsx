"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { formatNumber } from "../../lib/core/format.ts";
import type { TrainingProgress } from "../../lib/core/stage.ts";
import type { Learning } from "../../lib/segments/charts/learning-curve.ts";
import { useChartTheme } from "../charts/use-chart-theme.ts";
import { LearningFigure } from "./learning-figure.tsx";
import { useWriteSeconds } from "./use-write-seconds.ts";

const noSegments: readonly number[] = [];

/** A training while it goes on: its curve, how far it is, when it would stop; afterwards as it ended. */
export function TrainingCard({ training, isOver }: { readonly training: TrainingProgress; readonly isOver: boolean }) {
  const t = useTranslations("runs");
  const writeSeconds = useWriteSeconds();
  const theme = useChartTheme(noSegments);
  const { step, steps, stepsPerEpoch, stale, patience, secondsLeft, baselines, curve } = training;
  // Every message brings new lists; the picture is new only after a validation.
  const learning = useMemo<Learning>(
    () => ({
      ...{ currency: null, baselines, steps: isOver ? null : steps },
      curve: curve.map(([at, loss, validationLoss]) => ({ step: at, loss, validationLoss })),
    }),
    [curve.length, steps, isOver],
  );
  const facts: readonly (readonly [string, string])[] = [
    [t("training.steps"), t("training.of", { done: formatNumber(step), all: formatNumber(steps) })],
    [
      t("training.epochs"),
      t("training.of", {
        done: formatNumber(step / stepsPerEpoch, 1),
        all: formatNumber(steps / stepsPerEpoch, 0),
      }),
    ],
    [t("training.patience"), t("training.patienceOf", { stale, patience })],
    ...(isOver
      ? []
      : [
          [
            t("training.left"),
            secondsLeft === null ? "–" : t("training.atMost", { time: writeSeconds(secondsLeft) }),
          ] as const,
        ]),
  ];
  return (
    <section className="card min-w-0" aria-label={t("training.title")}>
      <LearningFigure learning={learning} theme={theme} />
      <dl className="num grid grid-cols-2 gap-x-6 gap-y-2 border-line border-t px-4 py-3 text-sm sm:grid-cols-4">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="meta">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="meta px-4 pb-3">{t(isOver ? "training.overHelp" : "training.help", { patience })}</p>
    </section>
  );
}

/** The training of the message at hand; where a later stage is at work, as it was last heard of. */
export function useLastTraining(training: TrainingProgress | null): {
  readonly training: TrainingProgress;
  readonly isOver: boolean;
} | null {
  const [last, setLast] = useState(training);
  if (training && training !== last) setLast(training);
  return last && { training: last, isOver: training === null };
}
