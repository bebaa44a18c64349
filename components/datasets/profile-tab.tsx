"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { formatShare } from "../../lib/core/format.ts";
import type { ColumnProfile, ProfileDto } from "../../lib/ingest/dataset-schema.ts";
import { type Column, DataList } from "../ui/data-list.tsx";
import { readDataTime } from "./data-time.ts";
import { Histogram } from "./histogram.tsx";
import { TabState } from "./tab-state.tsx";
import { useProfile, type VersionPlace } from "./use-versions.ts";

/** Every column over all its rows. */
export function ProfileTab({ place }: { readonly place: VersionPlace }) {
  return (
    <TabState query={useProfile(place)}>
      {({ tables }) =>
        tables.map((table, index) => <TableProfile key={index} table={table} at={index + 1} count={tables.length} />)
      }
    </TabState>
  );
}

interface TableProfileProps {
  readonly table: ProfileDto["tables"][number];
  readonly at: number;
  readonly count: number;
}

function TableProfile({ table, at, count }: TableProfileProps) {
  const t = useTranslations("datasets");
  const columns = useColumns(table.rows);
  const title = t("tableTitle", { kind: t(`kinds.${table.kind}`), rows: table.rows, count, at });
  return (
    <section className="border-line not-first:border-t">
      <h3 className="px-4 pt-3 pb-1 font-medium text-sm">{title}</h3>
      <DataList caption={title} columns={columns} rows={table.columns} rowKey={({ name }) => name} />
    </section>
  );
}

function useColumns(rows: number): readonly Column<ColumnProfile>[] {
  const t = useTranslations("datasets");
  const format = useFormatter();
  const locale = useLocale();
  return [
    {
      id: "column",
      label: t("column"),
      cell: ({ name, role, type }) => (
        <>
          <b className="font-medium [overflow-wrap:anywhere]">{name}</b>
          <span className="meta block">
            {role === type
              ? t(`role.${role}`)
              : t("roleAndType", { role: t(`role.${role}`), type: t(`types.${type}`) })}
          </span>
        </>
      ),
    },
    {
      id: "filled",
      label: t("filled"),
      number: true,
      cell: ({ filled }) => shareOf(filled, rows, locale),
    },
    { id: "distinct", label: t("distinct"), number: true, cell: ({ distinct }) => format.number(distinct) },
    { id: "values", label: t("values"), cell: (column) => <Values column={column} rows={rows} /> },
    {
      id: "spread",
      label: <span className="sr-only">{t("spread")}</span>,
      cell: (column) => <Spread column={column} />,
    },
  ];
}

/** All or nothing is said only where it is so. */
function shareOf(part: number, whole: number, locale: "en" | "zh"): string {
  if (whole === 0) return "–";
  const share = part / whole;
  if (part < whole && share > 0.99) return `>${formatShare(0.99, locale)}`;
  if (part > 0 && share < 0.001) return `<${formatShare(0.001, locale)}`;
  return formatShare(share, locale);
}

/** A value of a range as people read it: a day of the data, or a number with no more decimals than it needs. */
function useEdge(): (edge: number | string) => string {
  const format = useFormatter();
  return (edge) => {
    if (typeof edge === "string") return format.dateTime(readDataTime(edge), { dateStyle: "medium", timeZone: "UTC" });
    const isSmall = Math.abs(edge) < 1 && edge !== 0;
    return format.number(edge, isSmall ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 });
  };
}

function Values({
  column: { range, top, filled, distinct },
  rows,
}: {
  readonly column: ColumnProfile;
  readonly rows: number;
}) {
  const t = useTranslations("datasets");
  const format = useFormatter();
  const edge = useEdge();
  if (range) {
    const { min, median, max } = range;
    return <span>{t("range", { min: edge(min), median: edge(median), max: edge(max) })}</span>;
  }
  if (top.length === 0)
    return <span className="text-ink-3">{filled > 0 && distinct === filled ? t("allDifferent") : "–"}</span>;
  return (
    <ul className="grid max-w-[380px] gap-0.5 text-sm">
      {top.map(({ value, rows: count }) => (
        <li key={value} className="grid grid-cols-[minmax(0,1fr)_auto] gap-3">
          <span className="truncate" title={value}>
            {value}
          </span>
          <span className="meta num" title={t("ofRows", { share: formatShareOf(count, rows) })}>
            {format.number(count)}
          </span>
        </li>
      ))}
      {distinct > top.length && <li className="meta">{t("moreValues", { count: distinct - top.length })}</li>}
    </ul>
  );
}

function formatShareOf(part: number, whole: number): string {
  return formatShare(part / Math.max(1, whole), "en");
}

function Spread({ column: { name, bins, range } }: { readonly column: ColumnProfile }) {
  const t = useTranslations("datasets");
  const edge = useEdge();
  if (bins.length === 0 || range === null) return null;
  const most = Math.max(...bins);
  return (
    <Histogram
      bins={bins}
      label={t("histogram", { column: name, min: edge(range.min), max: edge(range.max), rows: most })}
    />
  );
}
