import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale } from "next-intl";
import type { ExportDto, ExportOptionsDto } from "../../lib/activation/schema.ts";
import { getJson, sendJson } from "../api/request.ts";
import { type ExportWish, fitWish, requestOf, startWish } from "./export-wish.ts";
import { keepLastColumns, readLastColumns } from "./last-columns.ts";

interface Whom {
  readonly runId: string;
  /** Left out: everybody of the run. */
  readonly segmentId: string | undefined;
}

/** Makes a list and has the browser take it; its columns are where the next one starts. */
export function useExport(whom: Whom) {
  const locale = useLocale();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: ExportWish) => sendJson<ExportDto>("POST", "/exports", requestOf(whom, wish, locale)),
    meta: { shown: true },
    onSuccess({ id }, wish) {
      keepLastColumns(wish);
      download(id);
      void client.invalidateQueries({ queryKey: ["exports"] });
    },
  });
}

/** The same without a question: with the columns of the last list, as far as this run has them. */
export function useQuickExport(whom: Whom) {
  const locale = useLocale();
  const client = useQueryClient();
  return useMutation({
    async mutationFn() {
      const options = await getJson<ExportOptionsDto>(`/exports/options?runId=${whom.runId}`);
      const wish = fitWish(startWish(readLastColumns()), options);
      return sendJson<ExportDto>("POST", "/exports", requestOf(whom, wish, locale));
    },
    onSuccess({ id }) {
      download(id);
      void client.invalidateQueries({ queryKey: ["exports"] });
    },
  });
}

/** The browser takes the stream straight to disk. */
export function download(id: string, part: "list" | "control" = "list"): void {
  const link = document.createElement("a");
  link.href = `/api/v1/exports/${id}/file${part === "control" ? "?part=control" : ""}`;
  link.download = "";
  link.click();
}
