"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ExperimentDetailDto } from "../../lib/experiments/schema.ts";
import { sendJson } from "../api/request.ts";
import { announceFile, sendFile } from "../datasets/send-file.ts";
import { useRouter } from "../i18n/navigation.ts";

/** Sends a finished test's files, makes an experiment of them and opens its page. `fraction`: 0…1 of the bytes, null at rest. */
export function useUploadTest() {
  const client = useQueryClient();
  const router = useRouter();
  const [fraction, setFraction] = useState<number | null>(null);
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const total = files.reduce((sum, { size }) => sum + size, 0);
      const ids: string[] = [];
      let before = 0;
      for (const file of files) {
        const path = await announceFile(null, file);
        await sendFile(path, file, {
          signal: new AbortController().signal,
          onProgress: (received) => setFraction((before + received) / Math.max(1, total)),
        });
        before += file.size;
        ids.push(path.split("/").at(-1) ?? "");
      }
      return sendJson<ExperimentDetailDto>("POST", "/experiments", { source: "upload", files: ids });
    },
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ["experiments"] });
      router.push(`/experiments/${id}`);
    },
    onSettled: () => setFraction(null),
  });
  return { ...upload, fraction };
}
