"use client";

import { useLocale } from "next-intl";
import { say } from "../../../lib/experiments/report/messages.ts";
import type { Caveat } from "../../../lib/experiments/report-schema.ts";

/** Three at most: what a reader must keep in mind. */
export function CaveatCards({ caveats }: { readonly caveats: readonly Caveat[] }) {
  const locale = useLocale();
  if (caveats.length === 0) return null;
  return (
    <ul aria-label={say(locale, "caveats")} className="grid @2xl:auto-cols-fr @2xl:grid-flow-col gap-2 @4xl:gap-4">
      {caveats.map(({ title, detail }) => (
        <li
          key={title.en + detail.en}
          className="card min-w-0 px-4 py-3 print:px-3 print:py-2 [overflow-wrap:anywhere]"
        >
          <b className="block font-semibold">{title[locale]}</b>
          <span className="meta">{detail[locale]}</span>
        </li>
      ))}
    </ul>
  );
}
