"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { Input } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useTagPeople } from "./use-tags.ts";

interface TagFieldProps {
  readonly runId: string;
  /** Places of the run's order. */
  readonly rows: readonly number[];
  /** What they are tagged now, where all are one person. */
  readonly current?: string | null;
  readonly onDone?: () => void;
}

/** One word for some people. Enter is enough. */
export function TagField({ runId, rows, current = null, onDone }: TagFieldProps) {
  const t = useTranslations("tags");
  const [tag, setTag] = useState(current ?? "");
  const [said, setSaid] = useState("");
  const change = useTagPeople(runId);
  function send(next: string | null) {
    change.mutate(
      { rows, tag: next },
      {
        onSuccess: () => {
          setSaid(next === null ? t("untagged") : t("tagged", { people: rows.length, tag: next }));
          onDone?.();
        },
      },
    );
  }
  return (
    <form
      className="flex min-w-0 flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (tag.trim() !== "") send(tag.trim());
      }}
    >
      <Input
        aria-label={t("tag")}
        placeholder={t("tagPlaceholder")}
        maxLength={60}
        className="max-w-44 py-1 text-sm"
        value={tag}
        onChange={({ target }) => setTag(target.value)}
      />
      <Button type="submit" size="small" busy={change.isPending} disabled={tag.trim() === "" || rows.length === 0}>
        {rows.length === 1 ? t("tag") : t("tagThese")}
      </Button>
      {(current !== null || rows.length > 1) && (
        <Button size="small" tone="quiet" onClick={() => send(null)}>
          {t("untag")}
        </Button>
      )}
      <span className="meta" aria-live="polite">
        {said}
      </span>
      {change.error && <ProblemNote error={change.error} />}
    </form>
  );
}
