"use client";

import { useLocale, useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { formatNumber } from "../../lib/core/format.ts";
import { nextSegment } from "../../lib/segments/charts/next-segment.ts";
import { writeIndex, writeShare, writeUserValue } from "../../lib/segments/charts/number-format.ts";
import { figureColumns, figureWords } from "../../lib/segments/figures-schema.ts";
import type { MemberRowDto } from "../../lib/segments/member-schema.ts";
import type { SegmentDetailDto } from "../../lib/segments/segment-schema.ts";
import { TagField } from "../tags/tag-field.tsx";
import { Button } from "../ui/button.tsx";
import { Input, Select } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useMay } from "../workspace/use-me.ts";
import { type MemberColumn, MemberRows, type Sorted } from "./member-rows.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { useMembers } from "./use-segments.ts";

/** Columns beside the id; the rest are on the person's card and on the exported list. */
const shownFeatures = 6;
const rowHeight = 37;

const nobody: ReadonlySet<number> = new Set();

/** Members as the server sorts, finds and pages them. */
export function MembersTable({ segment }: { readonly segment: SegmentDetailDto }) {
  const t = useTranslations("segments");
  const tagWords = useTranslations("tags");
  const [search, setSearch] = useState("");
  const [sorted, setSorted] = useState<Sorted>({ sort: "silhouette", order: "desc" });
  const [person, setPerson] = useState<number | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(nobody);
  const mayTag = useMay("analyst");
  const members = useMembers(segment.id, { ...sorted, search: useDeferredValue(search).trim() });
  const columns = useMemberColumns(segment);
  const pages = members.data?.pages ?? [];
  const rows = pages.flatMap(({ items }) => items);
  const total = pages[0]?.total ?? 0;
  /** A search that finds few people moves nothing below the table. */
  const most = Math.min(10, segment.size);
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 px-4 py-3">
        <Input
          type="search"
          aria-label={t("searchMembers")}
          placeholder={t("searchMembers")}
          className="max-w-72"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <SortMenu columns={columns} sorted={sorted} onSort={setSorted} />
        <span className="meta num" aria-live="polite">
          {members.data ? t("found", { total }) : ""}
        </span>
      </div>
      {chosen.size > 0 && (
        <div className="flex flex-wrap items-center gap-3 border-line border-t px-4 py-2.5">
          <span className="num text-sm" aria-live="polite">
            {tagWords("chosen", { people: chosen.size })}
          </span>
          <TagField runId={segment.runId} rows={[...chosen]} onDone={() => setChosen(nobody)} />
        </div>
      )}
      {members.error && <ProblemNote error={members.error} onRetry={members.refetch} />}
      <div className="overflow-x-auto border-line border-t" style={{ minHeight: rowHeight * (1 + most) }}>
        {!members.data ? (
          members.isPending && <SkeletonRows rows={most} height={rowHeight} />
        ) : (
          <MemberRows
            caption={t("members")}
            columns={columns}
            rows={rows}
            sorted={sorted}
            onSort={setSorted}
            isOld={members.isPlaceholderData}
            onOpen={setPerson}
            {...(mayTag ? { chosen, onChoose: setChosen } : {})}
          />
        )}
        {members.data && rows.length === 0 && (
          <p className="px-4 py-10 text-center text-ink-2">{t("nobodyFound", { search })}</p>
        )}
      </div>
      {members.hasNextPage && (
        <div className="border-line border-t px-4 py-2.5 text-center">
          <Button size="small" busy={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
            {t("moreMembers", { left: formatNumber(total - rows.length) })}
          </Button>
        </div>
      )}
      <PersonDialog runId={segment.runId} row={person} onClose={() => setPerson(null)} />
    </>
  );
}

function useMemberColumns({ index, features, figures, beside, currency }: SegmentDetailDto): readonly MemberColumn[] {
  const t = useTranslations("segments");
  const locale = useLocale();
  const nameOf = (segment: number) => {
    const other = beside?.find((one) => one.index === segment);
    return other ? (other.ownName ?? other.name[locale]) : "";
  };
  const next = {
    ...{
      id: "clade_next_share",
      label: t(index !== null && index < 0 ? "nearestSegment" : "alsoIn"),
      isNumber: false,
      isWords: true,
    },
    write: ({ membership, segment }: MemberRowDto) => {
      const found = nextSegment(membership ?? [], segment);
      return found ? `${writeShare(found.share, locale)} ${nameOf(found.segment)}` : "–";
    },
  };
  return [
    { id: "user", label: t("id"), isNumber: false, write: ({ userId }: MemberRowDto) => userId },
    ...features.slice(0, shownFeatures).map((info, i) => ({
      ...{ id: info.id, label: info.label[locale], isNumber: true },
      write: ({ values }: MemberRowDto) => writeUserValue(values[i], locale, info, currency),
    })),
    {
      ...{ id: "silhouette", label: t("silhouette"), isNumber: true },
      write: ({ silhouette }: MemberRowDto) => writeIndex(silhouette),
    },
    ...figures.map((figure) => ({
      ...{ id: figureColumns[figure], label: figureWords[figure].label[locale], isNumber: true },
      write: (row: MemberRowDto) => writeIndex(row[figure]),
    })),
    ...(beside ? [next] : []),
  ];
}

interface SortMenuProps {
  readonly columns: readonly MemberColumn[];
  readonly sorted: Sorted;
  readonly onSort: (sorted: Sorted) => void;
}

/** On a phone there are no column heads to sort by. */
function SortMenu({ columns, sorted, onSort }: SortMenuProps) {
  const t = useTranslations("segments");
  return (
    <div className="flex w-full items-center gap-2 sm:hidden">
      <Select
        aria-label={t("sortBy")}
        value={sorted.sort}
        onChange={({ target }) => onSort({ ...sorted, sort: target.value })}
      >
        {columns.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </Select>
      <Button
        size="small"
        aria-label={t(sorted.order === "asc" ? "ascending" : "descending")}
        onClick={() => onSort({ ...sorted, order: sorted.order === "asc" ? "desc" : "asc" })}
      >
        {sorted.order === "asc" ? "↑" : "↓"}
      </Button>
    </div>
  );
}
