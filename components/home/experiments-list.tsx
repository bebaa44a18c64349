"use client";

import { useTranslations } from "next-intl";
import type { ExperimentDto } from "../../lib/experiments/schema.ts";
import { MoneyRange } from "../experiments/money-range.tsx";
import { StateChip } from "../experiments/state-chip.tsx";
import { Link } from "../i18n/navigation.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { Card } from "../ui/card.tsx";

const most = 6;

/** The newest experiments with their decision and what it is worth; those that wait for a decision first. */
export function ExperimentsList({ experiments }: { readonly experiments: readonly ExperimentDto[] }) {
  const t = useTranslations("home");
  const say = useLocalised();
  const waiting = ({ verdict, decision }: ExperimentDto) => Number(verdict === null || decision !== null);
  const shown = experiments.toSorted((a, b) => waiting(a) - waiting(b)).slice(0, most);
  return (
    <Card
      title={t("experiments")}
      actions={
        <Link href="/experiments" className="meta hover:underline">
          {t("allExperiments")}
        </Link>
      }
    >
      <ul>
        {shown.map((experiment) => (
          <li key={experiment.id} className="border-line border-b last:border-0">
            <Link
              href={`/experiments/${experiment.id}`}
              className="grid gap-x-5 gap-y-2 px-4 py-3.5 -outline-offset-2 hover:bg-sunken sm:grid-cols-[minmax(0,1fr)_180px]"
            >
              <span className="grid content-start gap-1">
                <span className="flex flex-wrap items-center gap-2">
                  <span className="font-medium [overflow-wrap:anywhere]">
                    {experiment.name || t("unnamedExperiment")}
                  </span>
                  <StateChip experiment={experiment} />
                </span>
                {experiment.verdict && <span className="text-ink-2">{say(experiment.verdict.sentence)}</span>}
              </span>
              {experiment.verdict?.money && <MoneyRange money={experiment.verdict.money} />}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
