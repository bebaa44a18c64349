"use client";

import { useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import type { AdaptationSummary } from "../../lib/embedding/adapter-schema.ts";
import { writeIndex } from "../../lib/segments/charts/number-format.ts";
import { useLocalised } from "../i18n/use-localised.ts";
import { DataList } from "../ui/data-list.tsx";

/** What labels did to the text vectors, of users that were held out: before, after, and how sure that is. */
export function AdapterFigures({ adaptation }: { readonly adaptation: AdaptationSummary }) {
  const t = useTranslations("runs");
  const say = useLocalised();
  const { labelled, classes, figures, verdict, notes } = adaptation;
  return (
    <div className="border-line border-t px-4 py-3">
      <h3 className="font-medium text-sm">{t("adapter.title", { labelled, classes: classes.length })}</h3>
      <p className="mt-1 text-sm">{say(verdict)}</p>
      {figures.length > 0 && (
        <DataList
          caption={t("adapter.caption")}
          rows={figures}
          rowKey={({ trial, measure }) => `${trial} ${measure}`}
          columns={[
            {
              id: "trial",
              label: t("adapter.trial"),
              cell: ({ trial, measure }) => (
                <>
                  {t(`adapter.trials.${trial}`)} <span className="meta">{t(`adapter.measures.${measure}`)}</span>
                </>
              ),
            },
            { id: "before", label: t("adapter.before"), number: true, cell: ({ before }) => writeIndex(before) },
            { id: "after", label: t("adapter.after"), number: true, cell: ({ after }) => writeIndex(after) },
            {
              id: "difference",
              label: t("adapter.difference"),
              number: true,
              cell: ({ difference }) =>
                difference === null
                  ? "–"
                  : `${signed(difference.value)} (${signed(difference.low)} … ${signed(difference.high)})`,
            },
          ]}
        />
      )}
      {notes.map((note) => (
        <p key={note.en} className="meta mt-1">
          {say(note)}
        </p>
      ))}
    </div>
  );
}

function signed(value: number): string {
  const text = formatNumber(Math.abs(value), 2);
  return Math.round(100 * value) === 0 ? "0" : value > 0 ? `+${text}` : `−${text}`;
}
