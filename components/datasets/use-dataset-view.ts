"use client";

import { useSearchParams } from "next/navigation";

export const datasetTabs = ["preview", "profile", "quality", "features", "versions"] as const;
export type DatasetTab = (typeof datasetTabs)[number];

export interface DatasetView {
  /** Null: the first one there is. */
  readonly tab: DatasetTab | null;
  /** Null: the newest. */
  readonly version: number | null;
}

/** What a reader looks at, kept in the address: a link shows the same. */
export function useDatasetView(): DatasetView & { readonly change: (part: Partial<DatasetView>) => void } {
  const query = useSearchParams();
  const tab = query.get("tab");
  const version = query.get("version") ?? "";
  return {
    tab: datasetTabs.find((known) => known === tab) ?? null,
    version: /^[1-9]\d{0,8}$/.test(version) ? Number(version) : null,
    change,
  };
}

function change(part: Partial<DatasetView>): void {
  const params = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(part)) {
    if (value === null) params.delete(name);
    else params.set(name, String(value));
  }
  const search = params.size > 0 ? `?${params}` : "";
  window.history.replaceState(null, "", `${window.location.pathname}${search}`);
}
