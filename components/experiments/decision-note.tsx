"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ExperimentDto } from "../../lib/experiments/schema.ts";

/** What was decided, by whom and why. */
export function DecisionNote({ experiment }: { readonly experiment: Pick<ExperimentDto, "decision"> }) {
  const t = useTranslations("experiments");
  const format = useFormatter();
  const { decision } = experiment;
  if (decision === null) return null;
  const { arm, note, by, at } = decision;
  return (
    <section aria-label={t("decision")} className="rounded-lg border border-line bg-accent-soft px-5 py-3">
      <p className="font-medium">
        {decision.decision === "ship" ? t("decided.ship", { arm: arm ?? "" }) : t(`decided.${decision.decision}`)}
      </p>
      {note !== "" && <p className="mt-0.5 max-w-[75ch] whitespace-pre-wrap [overflow-wrap:anywhere]">{note}</p>}
      <p className="mt-1 text-ink-2 text-xs">
        {t("decidedBy", { name: by, when: format.dateTime(new Date(at), { dateStyle: "medium" }) })}
      </p>
    </section>
  );
}
