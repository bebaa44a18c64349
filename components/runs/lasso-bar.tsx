"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SegmentDetailDto } from "../../lib/segments/segment-schema.ts";
import { sendJson } from "../api/request.ts";
import { useRouter } from "../i18n/navigation.ts";
import { TagField } from "../tags/tag-field.tsx";
import { Button } from "../ui/button.tsx";
import { Input } from "../ui/field.tsx";
import { useMay } from "../workspace/use-me.ts";

interface LassoBarProps {
  readonly runId: string;
  readonly rows: readonly number[];
  readonly unit: "row" | "user";
  readonly onDone: () => void;
}

/** Those drawn around, on their way to become a segment. */
export function LassoBar({ runId, rows, unit, onDone }: LassoBarProps) {
  const t = useTranslations("runs");
  const client = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState("");
  const make = useMutation({
    mutationFn: () =>
      sendJson<SegmentDetailDto>("POST", "/segments", { runId, name: name.trim() || t("drawnName"), rows }),
    onSuccess: (segment) => {
      client.setQueryData(["segments", "one", segment.id], segment);
      void client.invalidateQueries({ queryKey: ["segments", "list"] });
      onDone();
      router.push(`/segments/${segment.id}`);
    },
  });
  const mayTag = useMay("analyst");
  return (
    <div className="absolute inset-x-3 bottom-2 z-10 grid gap-2 rounded-lg border border-line bg-surface px-3 py-2 shadow-float">
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <span className="num text-sm" aria-live="polite">
          {t("drawnAround", { count: rows.length, unit })}
        </span>
        <Input
          aria-label={t("drawnLabel")}
          placeholder={t("drawnName")}
          maxLength={80}
          className="min-w-32 flex-1 py-1 text-sm"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Button type="submit" size="small" tone="primary" busy={make.isPending}>
          {t("makeSegment")}
        </Button>
        <Button size="small" tone="quiet" onClick={onDone}>
          {t("drop")}
        </Button>
      </form>
      {mayTag && <TagField runId={runId} rows={rows} />}
    </div>
  );
}
