"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import type { RunSegmentDto } from "../../lib/runs/schema.ts";
import { writeIndex, writeShare } from "../../lib/segments/charts/number-format.ts";
import { peopleWords } from "../../lib/segments/charts/people.ts";
import { writeTypical } from "../../lib/segments/charts/profile.ts";
import { shareRows } from "../../lib/segments/charts/share-rows.ts";
import { hasMoney } from "../../lib/segments/charts/shares.ts";
import type { Segment } from "../../lib/segments/schema.ts";
import { Link } from "../i18n/navigation.ts";
import type { DressedReport } from "../runs/dress-report.ts";
import { Chip } from "../ui/chip.tsx";
import { Dot } from "../ui/dot.tsx";
import { EditableText } from "../ui/editable-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { useMay } from "../workspace/use-me.ts";
import { ShareBars } from "./share-bars.tsx";
import { useChangeSegment } from "./use-segments.ts";

/** Figures of a group this small move with every member. */
const small = 30;

interface SegmentTableProps {
  readonly report: DressedReport;
  readonly runId: string;
  readonly focus: readonly number[];
  readonly onPick: (segment: number, isAdding: boolean) => void;
}

/** One row a segment, a last one for who is in none: name, what sets it apart, size, shares, fit and spend; cards on a phone. */
export function SegmentTable({ report, runId, focus, onPick }: SegmentTableProps) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const { data, colours } = report;
  const { features } = data.summary;
  const words = peopleWords(data, locale);
  const spend = features.findIndex(({ id }) => id === "monetary");
  const spendInfo = features[spend];
  const rows = shareRows(data);
  const full = Math.max(...rows.map((s) => Math.max(s.share, s.revenueShare ?? 0)));
  const shares = t(hasMoney(data) ? "sharesBoth" : "sharesOnly", words);
  const head = "border-line border-b px-3 py-2 text-left align-bottom font-medium text-ink-3 text-xs print:px-1.5";
  const cell =
    "border-line px-3 py-2 print:px-1.5 print:text-xs sm:border-b sm:group-last:border-b-0 max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:px-0 max-sm:py-0.5";
  const label = (text: string) => <span className="meta sm:hidden">{text}</span>;
  return (
    <section className="card" id="segments" aria-label={t("title")}>
      <table className="w-full border-collapse max-sm:block">
        <caption className="sr-only">{t("title")}</caption>
        <thead className="max-sm:sr-only">
          <tr>
            <th scope="col" className={`${head} pl-4`}>
              {t("segment")}
            </th>
            <th scope="col" className={head}>
              {t("setsApart")}
            </th>
            <th scope="col" className={`${head} text-right`}>
              {words.People}
            </th>
            <th scope="col" className={head}>
              {shares}
            </th>
            <th scope="col" className={`${head} text-right`}>
              {t("silhouette")}
            </th>
            {spendInfo && (
              <th scope="col" className={`${head} text-right`}>
                {t("median", { label: spendInfo.label[locale] })}
              </th>
            )}
            <th scope="col" className={`${head} pr-4 print:hidden`}>
              <span className="sr-only">{t("open")}</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {rows.map((segment) => (
            <tr
              key={segment.id}
              className={`group transition-opacity max-sm:block max-sm:border-line max-sm:border-b max-sm:px-4 max-sm:py-3 max-sm:last:border-0 ${focus.length > 0 && !focus.includes(segment.id) ? "opacity-45" : ""}`}
            >
              <th scope="row" className={`${cell} text-left font-medium sm:min-w-36 sm:pl-3`}>
                <NameCell
                  segment={segment}
                  row={report.segments.find(({ index }) => index === segment.id)}
                  runId={runId}
                  colour={colours[segment.id] ?? segment.id}
                  isOn={focus.includes(segment.id)}
                  onPick={onPick}
                />
              </th>
              <td className={`${cell} text-ink-2`}>{segment.line[locale]}</td>
              <td className={`${cell} num sm:text-right`}>
                {label(words.People)}
                {formatNumber(segment.size)}
              </td>
              <td className={cell}>
                {label(shares)}
                <span className="flex items-center gap-2 whitespace-nowrap">
                  <ShareBars
                    colour={colours[segment.id] ?? segment.id}
                    share={segment.share}
                    revenueShare={segment.revenueShare}
                    full={full}
                  />
                  <span className="meta num">
                    {writeShare(segment.share, locale)}
                    {segment.revenueShare !== null && ` / ${writeShare(segment.revenueShare, locale)}`}
                  </span>
                </span>
              </td>
              <td className={`${cell} num sm:text-right`}>
                {label(t("silhouette"))}
                {writeIndex(segment.silhouette)}
              </td>
              {spendInfo && (
                <td className={`${cell} num sm:text-right`}>
                  {label(t("median", { label: spendInfo.label[locale] }))}
                  {writeTypical(segment.profile[spend], spendInfo, locale, data.currency)}
                </td>
              )}
              <td className={`${cell} print:hidden sm:pr-4 sm:text-right`}>
                <OpenLink
                  id={report.segments.find(({ index }) => index === segment.id)?.id}
                  name={segment.name[locale]}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="meta border-line border-t px-4 py-2">{t("noTests")}</p>
    </section>
  );
}

function OpenLink({ id, name }: { readonly id: string | undefined; readonly name: string }) {
  const t = useTranslations("segments");
  if (id === undefined) return null;
  return (
    <Link
      href={`/segments/${id}`}
      aria-label={t("openNamed", { name })}
      className="inline-flex items-center gap-0.5 whitespace-nowrap rounded-md px-1.5 py-0.5 text-accent text-sm hover:bg-sunken"
    >
      {t("open")}
      <Icon name="right" size={14} />
    </Link>
  );
}

interface NameCellProps {
  readonly segment: Segment;
  readonly row: RunSegmentDto | undefined;
  readonly runId: string;
  readonly colour: number;
  readonly isOn: boolean;
  readonly onPick: (segment: number, isAdding: boolean) => void;
}

function NameCell({ segment, row, runId, colour, isOn, onPick }: NameCellProps) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const change = useChangeSegment(row?.id ?? "", runId);
  const mayRename = useMay("marketer");
  const name = segment.name[locale];
  const isNone = segment.id < 0;
  return (
    <span className="flex min-w-0 items-center gap-1">
      <button
        type="button"
        aria-pressed={isOn}
        aria-label={t("isolate", { name })}
        title={t("isolateHelp")}
        onClick={(event) => onPick(segment.id, event.shiftKey || event.ctrlKey || event.metaKey)}
        className="grid size-6 flex-none place-items-center rounded-md hover:bg-sunken aria-pressed:bg-accent-soft"
      >
        <Dot colour={colour} lap={isNone ? 0 : Math.floor(segment.id / 12)} />
      </button>
      <EditableText
        label={t("name")}
        value={name}
        disabled={!mayRename || !row || isNone || segment.fixed === true}
        onChange={(ownName) => change.mutate({ ownName })}
      />
      {segment.fixed && <Chip>{t("fixed")}</Chip>}
      {!isNone && segment.size < small && <Chip tone="warn">{t("small")}</Chip>}
    </span>
  );
}
