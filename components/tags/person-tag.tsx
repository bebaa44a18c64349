"use client";

import { useTranslations } from "next-intl";
import { useMay } from "../workspace/use-me.ts";
import { TagField } from "./tag-field.tsx";
import { usePersonTag } from "./use-tags.ts";

interface PersonTagProps {
  readonly runId: string;
  readonly row: number;
}

/** What somebody is tagged, and, for those who may, the field to change it. */
export function PersonTag({ runId, row }: PersonTagProps) {
  const t = useTranslations("tags");
  const mayTag = useMay("analyst");
  const { data } = usePersonTag(runId, row);
  if (!data) return null;
  if (mayTag)
    return (
      <div className="mb-3">
        <TagField key={`${row} ${data.tag}`} runId={runId} rows={[row]} current={data.tag} />
      </div>
    );
  return data.tag === null ? null : (
    <p className="meta mb-2">
      {t("tag")} <span className="rounded-md bg-sunken px-2 py-0.5 text-ink">{data.tag}</span>
    </p>
  );
}
