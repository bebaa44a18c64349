"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { BehaviourSummary, GuessQuality, StandInQuality } from "../../lib/embedding/schema.ts";
import { learningOf } from "../../lib/segments/charts/learning-curve.ts";
import { writeIndex, writeShare } from "../../lib/segments/charts/number-format.ts";
import type { ChartTheme } from "../../lib/segments/charts/theme.ts";
import { LearningFigure } from "./learning-figure.tsx";

interface BehaviourFiguresProps {
  readonly behaviour: BehaviourSummary;
  readonly theme: ChartTheme | null;
}

const kinds = ["next", "hidden"] as const;
const fields = ["item", "category", "type"] as const;
const guessers = ["model", "popularity", "lastEvent"] as const;

/** How the behaviour encoder learnt, and whether it knows more than simple rules do. */
export function BehaviourFigures({ behaviour, theme }: BehaviourFiguresProps) {
  const t = useTranslations("runs");
  const { guesses, source, events } = behaviour;
  const learning = useMemo(() => learningOf(behaviour), [behaviour]);
  const { model, popularity, lastEvent } = guesses.next.item;
  const isBetter = model.first > Math.max(popularity.first, lastEvent.first);
  const all = kinds.flatMap((kind) => fields.map((field) => ({ kind, field, of: guesses[kind][field] })));
  // Where there is one value only, everybody guesses it: that says nothing.
  const locale = useLocale();
  const lost = ({ cosine, recall }: StandInQuality) => ({
    cosine: writeIndex(cosine, 3),
    recall: writeShare(recall, locale),
  });
  const { int8, student } = behaviour;
  const standIns = [
    ...(student ? [t(`used.standIn.student.${student.isUsed ? "used" : "refused"}`, lost(student))] : []),
    ...(int8 ? [t("used.standIn.int8", lost(int8))] : []),
  ];
  const rows = all.filter(({ of }) => guessers.some((guesser) => of[guesser].first < 1));
  return (
    <div className="grid border-line border-t min-[67.5rem]:grid-cols-2">
      <LearningFigure learning={learning} theme={theme} />
      <div className="min-w-0 border-line px-4 py-3 max-[67.5rem]:border-t min-[67.5rem]:border-l">
        <h2 className="text-pretty">{t(isBetter ? "used.guessTitle.better" : "used.guessTitle.worse")}</h2>
        <p className="meta">
          {t(`used.behaviourSource.${source}`, { count: events })} · {t("used.guessMeta")}
        </p>
        <table className="mt-2 w-full border-collapse text-sm">
          <caption className="sr-only">{t("used.guessMeta")}</caption>
          <thead>
            <tr>
              <th scope="col" className="py-1.5 pr-2 text-left font-medium text-ink-3 text-xs">
                {t("used.guess")}
              </th>
              {guessers.map((guesser) => (
                <th key={guesser} scope="col" className="py-1.5 pl-2 text-right font-medium text-ink-3 text-xs">
                  {t(`used.${guesser}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, field, of }) => (
              <tr key={`${kind} ${field}`} className="border-line border-t">
                <th scope="row" className="py-1.5 pr-2 text-left font-normal">
                  {t("used.guessOf", { kind: t(`used.kind.${kind}`), field: t(`used.field.${field}`) })}
                </th>
                {guessers.map((guesser) => (
                  <td key={guesser} className="num py-1.5 pl-2 text-right">
                    <Guess
                      quality={of[guesser]}
                      isBest={isLargest(
                        of[guesser],
                        guessers.map((one) => of[one]),
                      )}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {standIns.length > 0 && <p className="meta mt-2 text-pretty">{standIns.join(" · ")}</p>}
      </div>
    </div>
  );
}

function Guess({ quality, isBest }: { readonly quality: GuessQuality; readonly isBest: boolean }) {
  const locale = useLocale();
  return (
    <>
      <span className={isBest ? "font-semibold" : ""}>{writeShare(quality.first, locale, 1)}</span>{" "}
      <span className="meta">{writeShare(quality.firstTen, locale)}</span>
    </>
  );
}

function isLargest({ first }: GuessQuality, all: readonly GuessQuality[]): boolean {
  return all.every((other) => first >= other.first);
}
