"use client";

import { useLocale } from "next-intl";
import { facts } from "../../lib/segments/report/headline.ts";
import type { ReportData } from "../../lib/segments/schema.ts";

/** Four facts, each with what to hold against it. */
export function RunFacts({ data }: { readonly data: ReportData }) {
  const locale = useLocale();
  return (
    <section className="card mb-4 grid sm:grid-cols-2 min-[67.5rem]:grid-cols-4">
      {facts(data, locale).map(([figure, what, ...beside]) => (
        <div
          key={what}
          className="border-line px-4 py-3 max-[67.5rem]:sm:[&:nth-child(-n+2)]:border-b max-sm:not-last:border-b sm:odd:border-r min-[67.5rem]:not-last:border-r"
        >
          <p>
            <b className="num font-semibold text-xl tracking-[-0.02em]">{figure}</b>{" "}
            <span className="meta">{what}</span>
          </p>
          {beside.map((line) => (
            <p key={line} className="meta">
              {line}
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}
