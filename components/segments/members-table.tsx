"use client";

import { useLocale, useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { formatNumber } from "../../lib/core/format.ts";
import { writeIndex, writeUserValue } from "../../lib/segments/charts/number-format.ts";
import type { SegmentDetailDto } from "../../lib/segments/schema.ts";
import { Button } from "../ui/button.tsx";
import { Input } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { type MembersAsked, useMembers } from "./use-segments.ts";

/** Columns beside the id; the rest are on the person's card and on the exported list. */
const shownFeatures = 6;

/** Members as the server sorts, finds and pages them. */
export function MembersTable({ segment }: { readonly segment: SegmentDetailDto }) {
  const t = useTranslations("segments");
  const locale = useLocale();
  const [search, setSearch] = useState("");
  const [sorted, setSorted] = useState<Pick<MembersAsked, "sort" | "order">>({ sort: "silhouette", order: "desc" });
  const [person, setPerson] = useState<string | null>(null);
  const members = useMembers(segment.id, { ...sorted, search: useDeferredValue(search).trim() });
  const pages = members.data?.pages ?? [];
  const rows = pages.flatMap(({ items }) => items);
  const total = pages[0]?.total ?? 0;
  const features = segment.features.map((info, index) => ({ info, index })).slice(0, shownFeatures);
  const columns = [
    { id: "user", label: t("id"), isNumber: false },
    ...features.map(({ info }) => ({ id: info.id, label: info.label[locale], isNumber: true })),
    { id: "silhouette", label: t("silhouette"), isNumber: true },
  ];
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
        <span className="meta num" aria-live="polite">
          {members.data ? t("found", { total }) : ""}
        </span>
      </div>
      {members.error && <ProblemNote error={members.error} onRetry={members.refetch} />}
      <div className="min-h-[420px] overflow-x-auto border-line border-t">
        {!members.data ? (
          members.isPending && <SkeletonRows rows={10} height={37} />
        ) : (
          <table className="w-full border-collapse text-sm">
            <caption className="sr-only">{t("members")}</caption>
            <thead>
              <tr>
                {columns.map(({ id, label, isNumber }) => (
                  <th
                    key={id}
                    scope="col"
                    aria-sort={sorted.sort === id ? (sorted.order === "asc" ? "ascending" : "descending") : "none"}
                    className={`border-line border-b px-3 py-1.5 first:pl-4 last:pr-4 ${isNumber ? "text-right" : "text-left"}`}
                  >
                    <button
                      type="button"
                      onClick={() =>
                        setSorted(
                          sorted.sort === id
                            ? { sort: id, order: sorted.order === "asc" ? "desc" : "asc" }
                            : { sort: id, order: isNumber ? "desc" : "asc" },
                        )
                      }
                      className="rounded-md font-medium text-ink-3 text-xs hover:text-ink"
                    >
                      {label}
                      <span aria-hidden="true" className="inline-block w-3">
                        {sorted.sort === id ? (sorted.order === "asc" ? "↑" : "↓") : ""}
                      </span>
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className={members.isPlaceholderData ? "opacity-60" : ""}>
              {rows.map(({ userId, values, silhouette }) => (
                <tr key={userId} className="border-line border-b last:border-0">
                  <th scope="row" className="px-3 py-2 pl-4 text-left font-medium">
                    <button
                      type="button"
                      onClick={() => setPerson(userId)}
                      className="rounded-md text-left [overflow-wrap:anywhere] hover:underline"
                    >
                      {userId}
                    </button>
                  </th>
                  {features.map(({ info, index }) => (
                    <td key={info.id} className="num whitespace-nowrap px-3 py-2 text-right">
                      {writeUserValue(values[index], locale, info, segment.currency)}
                    </td>
                  ))}
                  <td className="num px-3 py-2 pr-4 text-right">{writeIndex(silhouette)}</td>
                </tr>
              ))}
            </tbody>
          </table>
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
      <PersonDialog runId={segment.runId} userId={person} onClose={() => setPerson(null)} />
    </>
  );
}
