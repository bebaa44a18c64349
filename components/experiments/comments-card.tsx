"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { inputLook } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useAddComment, useComments } from "./use-experiments.ts";

/** What was said of an experiment, by whom and when. */
export function CommentsCard({ experimentId }: { readonly experimentId: string }) {
  const t = useTranslations("experiments");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const field = useId();
  const [text, setText] = useState("");
  const comments = useComments(experimentId);
  const add = useAddComment(experimentId);
  return (
    <Card title={t("comments.title")} className="print:hidden">
      <div className="grid gap-3 px-4 py-3">
        {comments.error && <ProblemNote error={comments.error} onRetry={comments.refetch} />}
        {comments.data?.items.length === 0 && <p className="meta">{t("comments.none")}</p>}
        <ul className="grid gap-3">
          {comments.data?.items.map(({ id, author, text: said, createdAt }) => (
            <li key={id} className="max-w-[75ch]">
              <p className="meta">
                <span className="font-medium text-ink">{author}</span>{" "}
                <time dateTime={createdAt}>
                  {format.relativeTime(new Date(createdAt), Math.max(now.getTime(), Date.parse(createdAt)))}
                </time>
              </p>
              <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{said}</p>
            </li>
          ))}
        </ul>
        <form
          className="grid max-w-[75ch] gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== "") add.mutate(text.trim(), { onSuccess: () => setText("") });
          }}
        >
          <label htmlFor={field} className="sr-only">
            {t("comments.add")}
          </label>
          <textarea
            id={field}
            rows={2}
            maxLength={4000}
            placeholder={t("comments.add")}
            value={text}
            onChange={({ target }) => setText(target.value)}
            className={inputLook}
          />
          <div>
            <Button type="submit" size="small" busy={add.isPending} disabled={text.trim() === ""}>
              {t("comments.send")}
            </Button>
          </div>
        </form>
      </div>
    </Card>
  );
}
