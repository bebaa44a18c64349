"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { DatasetDetailDto } from "../../lib/ingest/schema.ts";
import { sendJson } from "../api/request.ts";
import { useRouter } from "../i18n/navigation.ts";
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

/** "orders-2025-part1.csv", "orders-2025-part2.csv" → "orders-2025-part": what the names have in common. */
export function nameOf(files: readonly Pick<File, "name">[]): string {
  const names = files.map(({ name }) => name.replace(/\.[^.]{1,5}$/, ""));
  const [first = ""] = names;
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length -= 1;
  const common = first.slice(0, length).replace(/[\s_\-–.]+$/, "");
  return (common.length >= 3 ? common : first).slice(0, 120);
}
