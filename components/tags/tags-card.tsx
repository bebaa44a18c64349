"use client";

import { useTranslations } from "next-intl";
import { formatNumber } from "../../lib/core/format.ts";
import { useMay } from "../workspace/use-me.ts";
import { useRemoveTag, useTags } from "./use-tags.ts";

/** How many of a dataset's people are tagged, and what. */
export function TagsCard({ datasetId }: { readonly datasetId: string }) {
  const t = useTranslations("tags");
  const mayTag = useMay("analyst");
  const remove = useRemoveTag(datasetId);
  const { data } = useTags(datasetId);
  if (!data) return null;
  const { users, tags } = data;
  return (
    <section className="card flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1">
        <h2 className="num font-medium text-sm">
          {users === 0 ? t("none") : t("count", { users, tags: tags.length })}
        </h2>
        <p className="meta">{t(users === 0 ? "noneHelp" : "countHelp")}</p>
      </div>
      {users > 0 && (
        <>
          <ul className="flex flex-wrap gap-1.5">
            {tags.slice(0, 12).map(({ tag, users: own }) => (
              <li key={tag} className="flex items-center gap-1.5 rounded-md bg-sunken px-2 py-0.5 text-sm">
                <span className="[overflow-wrap:anywhere]">{tag}</span>
                <span className="meta num">{formatNumber(own)}</span>
                {mayTag && (
                  <button
                    type="button"
                    aria-label={t("remove", { tag })}
                    title={t("remove", { tag })}
                    disabled={remove.isPending}
                    className="rounded-md px-1 text-ink-3 hover:text-ink"
                    onClick={() => remove.mutate(tag)}
                  >
                    ×
                  </button>
                )}
              </li>
            ))}
          </ul>
          <a className="text-sm underline" href={`/api/v1/datasets/${datasetId}/tags/file`} download>
            {t("download")}
          </a>
        </>
      )}
    </section>
  );
}
