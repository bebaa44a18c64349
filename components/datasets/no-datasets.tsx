"use client";

import { useTranslations } from "next-intl";
import { EmptyState } from "../ui/empty-state.tsx";
import { TablePicture } from "../ui/pictures.tsx";
import { useMay } from "../workspace/use-me.ts";
import { FileButton } from "./file-button.tsx";
import { SampleButton } from "./sample-button.tsx";
import { useStartUpload } from "./use-start-upload.ts";

/** The empty page: what to drop, and the sample shop. */
export function NoDatasets() {
  const t = useTranslations("datasets");
  const upload = useStartUpload();
  const mayUpload = useMay("analyst");
  return (
    <div className="rounded-lg border border-line-strong border-dashed">
      <EmptyState
        picture={<TablePicture />}
        title={t("emptyTitle")}
        text={t("emptyText")}
        actions={
          mayUpload && (
            <>
              <FileButton busy={upload.isPending} onFiles={upload.mutate}>
                {t("upload")}
              </FileButton>
              <SampleButton />
            </>
          )
        }
      />
      <p className="meta mx-auto max-w-[60ch] px-6 pb-8 text-center">{t("sampleText")}</p>
    </div>
  );
}
