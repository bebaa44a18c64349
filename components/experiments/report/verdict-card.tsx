"use client";

import { useLocale } from "next-intl";
import type { ExperimentData } from "../../../lib/experiments/charts/experiment-chart.ts";
import { chips, decisionChip } from "../../../lib/experiments/report/headline.ts";
import { leadFigure } from "../../../lib/experiments/report/lead-figure.ts";
import { Chip } from "../../ui/chip.tsx";
import { LeadPart } from "./lead-part.tsx";

/** The decision in words, who was in it, and the one number with its range. */
export function VerdictCard({ data }: { readonly data: ExperimentData }) {
  const locale = useLocale();
  const { decision } = data.report;
  const chip = decisionChip(data.report, locale);
  const lead = leadFigure(data, locale);
  return (
    <section className="card grid gap-5 p-4 min-[53.75rem]:grid-cols-[minmax(0,1fr)_300px] min-[53.75rem]:gap-8 min-[53.75rem]:px-7 min-[53.75rem]:py-6">
      <div className="min-w-0">
        <Chip tone={chip.tone}>{chip.text}</Chip>
        <h2 className="mt-2.5 text-balance font-semibold text-[20px] leading-[27px] tracking-[-0.015em] [overflow-wrap:anywhere] sm:text-[26px] sm:leading-[34px]">
          {decision.sentence[locale]}
        </h2>
        <p className="mt-2.5 max-w-[68ch] text-ink-2 [overflow-wrap:anywhere]">{decision.detail[locale]}</p>
        <div className="mt-3.5 flex flex-wrap gap-1.5">
          {chips(data.report, locale).map((text) => (
            <Chip key={text}>{text}</Chip>
          ))}
        </div>
      </div>
      {lead && <LeadPart lead={lead} />}
    </section>
  );
}
