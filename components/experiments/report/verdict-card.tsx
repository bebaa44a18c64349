"use client";

import { useLocale } from "next-intl";
import { useState } from "react";
import type { ExperimentData } from "../../../lib/experiments/charts/experiment-chart.ts";
import { chips, decisionChip } from "../../../lib/experiments/report/headline.ts";
import { leadFigure } from "../../../lib/experiments/report/lead-figure.ts";
import { hasMonth } from "../../../lib/experiments/report/month-figure.ts";
import { Chip } from "../../ui/chip.tsx";
import { LeadPart } from "./lead-part.tsx";
import { MonthButton, MonthPart } from "./month-part.tsx";

/** The decision in words, who was in it, and the one number with its range. */
export function VerdictCard({ data }: { readonly data: ExperimentData }) {
  const locale = useLocale();
  const { decision } = data.report;
  const chip = decisionChip(data.report, locale);
  const lead = leadFigure(data, locale);
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="card grid @2xl:grid-cols-[minmax(0,1fr)_220px] @4xl:grid-cols-[minmax(0,1fr)_300px] @4xl:gap-8 gap-5 @4xl:px-7 @4xl:py-6 p-4 print:text-xs">
      <div className="min-w-0">
        <Chip tone={chip.tone}>{chip.text}</Chip>
        <h2 className="mt-2.5 text-balance font-semibold text-[20px] leading-[27px] tracking-[-0.015em] [overflow-wrap:anywhere] @4xl:text-[26px] @4xl:leading-[34px] print:text-[18px] print:leading-6">
          {decision.sentence[locale]}
        </h2>
        <p className="mt-2.5 max-w-[68ch] text-ink-2 [overflow-wrap:anywhere]">{decision.detail[locale]}</p>
        <div className="mt-3.5 flex flex-wrap gap-1.5">
          {chips(data.report, locale).map((text) => (
            <Chip key={text}>{text}</Chip>
          ))}
        </div>
      </div>
      {lead && <LeadPart lead={lead}>{hasMonth(data) && <MonthButton isOpen={isOpen} onOpen={setOpen} />}</LeadPart>}
      {isOpen && <MonthPart key={data.arm} data={data} />}
    </section>
  );
}
