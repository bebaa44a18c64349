"use client";

import { useLocale, useTranslations } from "next-intl";
import { membershipWords } from "../../lib/segments/charts/membership-words.ts";
import { writeIndex, writeUserValue } from "../../lib/segments/charts/number-format.ts";
import { writeTypical } from "../../lib/segments/charts/profile.ts";
import { nameOfSegment } from "../../lib/segments/charts/share-rows.ts";
import { figureWords } from "../../lib/segments/figures-schema.ts";
import type { PersonDto } from "../../lib/segments/member-schema.ts";
import { type DressedReport, dressReport } from "../runs/dress-report.ts";
import { useRunResults } from "../runs/use-run.ts";
import { PersonTag } from "../tags/person-tag.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Dot } from "../ui/dot.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { usePerson } from "./use-segments.ts";

interface PersonDialogProps {
  readonly runId: string;
  /** Their place in the run's order; null: closed. */
  readonly row: number | null;
  readonly onClose: () => void;
}

/** Everything the run knows of one person, beside their segment and everybody. */
export function PersonDialog({ runId, row, onClose }: PersonDialogProps) {
  const person = usePerson(runId, row);
  const results = useRunResults(runId, row !== null);
  const problem = person.error ?? results.error;
  return (
    <Dialog
      isText
      wide
      open={row !== null}
      onOpenChange={(open) => !open && onClose()}
      title={person.data?.userId ?? ""}
    >
      {problem && <ProblemNote error={problem} onRetry={person.error ? person.refetch : results.refetch} />}
      {person.data && results.data ? (
        <>
          <PersonTag runId={runId} row={person.data.row} />
          <Person person={person.data} report={dressReport(results.data)} />
        </>
      ) : (
        !problem && <SkeletonRows rows={10} height={26} />
      )}
    </Dialog>
  );
}

/** What sums up a customer: the first figures of the card, where the run has them. */
const first = ["recency", "frequency", "monetary"];

function Person({ person, report }: { readonly person: PersonDto; readonly report: DressedReport }) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const { features, values, currency, segment, silhouette, nextNearest, agreed } = person;
  const { summary } = report.data;
  const { figures = [] } = summary;
  const own = summary.segments[segment];
  const nameOf = (index: number) => nameOfSegment(report.data, index, locale);
  const rows = features.map((info, i) => ({ info, value: writeUserValue(values[i], locale, info, currency), i }));
  const belonging = membershipWords(person.membership, nameOf, locale);
  const facts = first.flatMap((id) => rows.filter(({ info }) => info.id === id));
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 font-medium">
        <Dot colour={report.colours[segment] ?? segment} />
        {nameOf(segment)}
        <span className="meta font-normal">
          {nextNearest === null
            ? t("silhouetteIs", { value: writeIndex(silhouette) })
            : t("silhouetteAndNext", { value: writeIndex(silhouette), name: nameOf(nextNearest) })}
        </span>
      </p>
      {figures.length > 0 && (
        <p className="meta num mt-1">
          {figures.map((figure, i) => (
            <span key={figure} title={figureWords[figure].help[locale]}>
              {i > 0 && " · "}
              {figureWords[figure].label[locale]} {writeIndex(person[figure])}
            </span>
          ))}
        </p>
      )}
      {belonging !== "" && (
        <p className="mt-1 text-sm" title={t("belongingHelp")}>
          {t("belonging", { segments: belonging })}
        </p>
      )}
      {agreed !== null && <p className="meta mt-1">{t(agreed ? "mayWrite" : "mayNotWrite")}</p>}
      {facts.length > 0 && (
        <dl className="mt-3 grid grid-cols-3 gap-2">
          {facts.map(({ info, value }) => (
            <div key={info.id} className="rounded-md bg-sunken px-3 py-2">
              <dt className="text-ink-2 text-xs">{info.label[locale]}</dt>
              <dd className="num font-semibold text-base [overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <table className="num mt-3 w-full border-collapse text-sm">
        <caption className="sr-only">{t("personBeside")}</caption>
        <thead>
          <tr className="text-ink-3 text-xs">
            <th scope="col" className="py-1.5 text-left font-medium">
              {t("feature")}
            </th>
            <th scope="col" className="px-3 py-1.5 text-right font-medium">
              {t("them")}
            </th>
            <th scope="col" className="px-3 py-1.5 text-right font-medium">
              {t("segment")}
            </th>
            <th scope="col" className="py-1.5 text-right font-medium max-sm:hidden">
              {t("everybody")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ info, value, i }) => (
            <tr key={info.id} className="border-line border-t">
              <th scope="row" title={info.help[locale]} className="py-1.5 text-left font-normal text-ink-2">
                {info.label[locale]}
              </th>
              <td className="whitespace-nowrap px-3 py-1.5 text-right font-medium">{value}</td>
              <td className="whitespace-nowrap px-3 py-1.5 text-right text-ink-2">
                {writeTypical(own?.profile[i], info, locale, currency)}
              </td>
              <td className="whitespace-nowrap py-1.5 text-right text-ink-2 max-sm:hidden">
                {writeTypical(summary.overall[i], info, locale, currency)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="meta mt-2">{t("personBesideHelp")}</p>
    </>
  );
}
