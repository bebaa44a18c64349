"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import type { QuarantineDto, VersionDetailDto } from "../../lib/ingest/dataset-schema.ts";
import type { SetAsideReason } from "../../lib/ingest/schema.ts";
import { Button } from "../ui/button.tsx";
import { type Column, DataList } from "../ui/data-list.tsx";
import { Select } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { useMay } from "../workspace/use-me.ts";
import { NotesList } from "./notes-list.tsx";
import { TabState } from "./tab-state.tsx";
import { setAsideHref, useQuarantined, type VersionPlace } from "./use-versions.ts";
import { WhereRowsWent } from "./where-rows-went.tsx";

interface QualityTabProps {
  readonly place: VersionPlace;
  readonly version: VersionDetailDto;
}

/** Where every row went, and those that do not fit one by one. */
export function QualityTab({ place, version: { summary } }: QualityTabProps) {
  const t = useTranslations("datasets");
  const maySee = useMay("analyst");
  const { rowsIn, rowsStored, rowsSetAside } = summary;
  return (
    <>
      <h3 className="px-4 pt-3 font-medium text-sm">
        {t("rowsAccount", { all: rowsIn, stored: rowsStored, aside: rowsSetAside })}
      </h3>
      <div className="max-w-[640px]">
        <WhereRowsWent summary={summary} />
      </div>
      {rowsSetAside === 0 && <p className="meta px-4 pb-4">{t("asideNone")}</p>}
      {rowsSetAside > 0 && maySee && (
        <Quarantine place={place} reasons={summary.setAside.map(({ reason }) => reason)} />
      )}
      <NotesList notes={summary.notes} />
    </>
  );
}

const pageSize = 50;

function Quarantine({ place, reasons }: { readonly place: VersionPlace; readonly reasons: readonly SetAsideReason[] }) {
  const t = useTranslations("datasets");
  const [reason, setReason] = useState<SetAsideReason>();
  const [offset, setOffset] = useState(0);
  const rows = useQuarantined(place, { ...(reason ? { reason } : {}), offset, limit: pageSize }, true);
  const columns = useColumns();
  return (
    <section className="border-line border-t">
      <div className="flex flex-wrap items-center gap-3 px-4 py-2.5">
        <h3 className="font-medium text-sm">{t("quarantine")}</h3>
        {reasons.length > 1 && (
          <Select
            aria-label={t("reasonFilter")}
            className="max-w-64"
            value={reason ?? ""}
            onChange={({ target }) => {
              setReason(reasons.find((known) => known === target.value));
              setOffset(0);
            }}
          >
            <option value="">{t("allReasons")}</option>
            {reasons.map((known) => (
              <option key={known} value={known}>
                {t(`reason.${known}`)}
              </option>
            ))}
          </Select>
        )}
        <a
          href={setAsideHref(place)}
          download
          className="ml-auto inline-flex items-center gap-1.5 text-accent text-xs hover:underline"
        >
          <Icon name="download" size={14} />
          {t("asideDownload")}
        </a>
      </div>
      <TabState query={rows} rows={6}>
        {({ items, total }) => (
          <div aria-busy={rows.isPlaceholderData}>
            <DataList
              caption={t("quarantine")}
              columns={columns}
              rows={items}
              rowKey={({ file, line, column }) => `${file}:${line}:${column}`}
            />
            {total > pageSize && <Pager offset={offset} shown={items.length} total={total} onMove={setOffset} />}
          </div>
        )}
      </TabState>
    </section>
  );
}

function useColumns(): readonly Column<QuarantineDto["items"][number]>[] {
  const t = useTranslations("datasets");
  const format = useFormatter();
  return [
    { id: "reason", label: t("why"), cell: ({ reason }) => t(`reason.${reason}`) },
    { id: "file", label: t("file"), cell: ({ file }) => file },
    {
      id: "line",
      label: t("line"),
      number: true,
      cell: ({ line }) => <span className="num">{format.number(line)}</span>,
    },
    { id: "column", label: t("column"), cell: ({ column }) => column ?? "–" },
    {
      id: "value",
      label: t("value"),
      cell: ({ value }) =>
        value === "" ? (
          <span className="text-ink-3">{t("nothing")}</span>
        ) : (
          <code className="text-[12.5px]">{value.slice(0, 200)}</code>
        ),
    },
  ];
}

interface PagerProps {
  readonly offset: number;
  readonly shown: number;
  readonly total: number;
  readonly onMove: (offset: number) => void;
}

function Pager({ offset, shown, total, onMove }: PagerProps) {
  const t = useTranslations("datasets");
  return (
    <nav aria-label={t("pages")} className="flex items-center gap-2 border-line border-t px-4 py-2.5">
      <span className="meta flex-1" aria-live="polite">
        {t("rowsShown", { from: offset + 1, to: offset + shown, total })}
      </span>
      <Button size="small" disabled={offset === 0} onClick={() => onMove(Math.max(0, offset - pageSize))}>
        {t("before")}
      </Button>
      <Button size="small" disabled={offset + shown >= total} onClick={() => onMove(offset + pageSize)}>
        {t("next")}
      </Button>
    </nav>
  );
}
