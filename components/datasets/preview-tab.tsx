"use client";

import { useTranslations } from "next-intl";
import type { VersionDetailDto } from "../../lib/ingest/dataset-schema.ts";
import { PreviewGrid } from "./preview-grid.tsx";
import { TabState } from "./tab-state.tsx";
import { useVersionPreview, type VersionPlace } from "./use-versions.ts";

interface PreviewTabProps {
  readonly place: VersionPlace;
  readonly version: VersionDetailDto;
}

/** The first rows of each table, and what each column was read as. */
export function PreviewTab({ place, version }: PreviewTabProps) {
  const t = useTranslations("datasets");
  return (
    <TabState query={useVersionPreview(place)} rows={10}>
      {({ tables }) =>
        tables.map((preview, index) => {
          const rows = version.summary.tables[index]?.rows ?? 0;
          const title = t("tableTitle", {
            kind: t(`kinds.${preview.table.kind}`),
            rows,
            count: tables.length,
            at: index + 1,
          });
          return (
            <section key={preview.table.files.join()} className="border-line not-first:border-t">
              <h3 className="px-4 pt-3 pb-2 font-medium text-sm">{title}</h3>
              <PreviewGrid preview={preview} caption={title} />
            </section>
          );
        })
      }
    </TabState>
  );
}
