"use client";

import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { explain, type Term as TermId } from "../../../lib/experiments/report/terms.ts";
import { Tooltip } from "../../ui/tooltip.tsx";

/** A word of the trade, explained on hover and on focus. */
export function Term({ term, children }: { readonly term: TermId | null; readonly children: ReactNode }) {
  const locale = useLocale();
  if (term === null) return children;
  return (
    <Tooltip text={explain(term, locale)}>
      <button
        type="button"
        className="cursor-help text-inherit underline decoration-ink-3 decoration-dotted underline-offset-[3px] [font:inherit] [text-align:inherit] print:no-underline"
      >
        {children}
      </button>
    </Tooltip>
  );
}
