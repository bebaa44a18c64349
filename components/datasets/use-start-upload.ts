"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { DatasetDetailDto } from "../../lib/ingest/dataset-schema.ts";
import { sendJson } from "../api/request.ts";
import { useRouter } from "../i18n/navigation.ts";
import { nameOf } from "./name-of.ts";
import { sendFiles } from "./uploads.ts";

/** Makes a dataset of files, starts sending them and opens its page. */
export function useStartUpload() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (files: readonly File[]) =>
      sendJson<DatasetDetailDto>("POST", "/datasets", { name: nameOf(files) || "Data" }),
    onSuccess: ({ id }, files) => {
      router.push(`/data/${id}`);
      void sendFiles(id, files).finally(() => client.invalidateQueries({ queryKey: ["datasets"] }));
    },
  });
}
