"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Select } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useIssueLink, useLinks, useRevokeLink } from "./use-experiments.ts";

const choices = [7, 30, 90, 365] as const;

interface ShareDialogProps {
  readonly experimentId: string;
  readonly trigger: (open: () => void) => ReactNode;
}

/** A link that opens the report without an account: how long, copied once, revoked at any time. */
export function ShareDialog({ experimentId, trigger }: ShareDialogProps) {
  const t = useTranslations("experiments");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const [isOpen, setOpen] = useState(false);
  const [days, setDays] = useState<number>(30);
  const issue = useIssueLink(experimentId);
  const revoke = useRevokeLink(experimentId);
  const links = useLinks(experimentId, isOpen);
  return (
    <>
      {trigger(() => setOpen(true))}
      <Dialog
        open={isOpen}
        onOpenChange={(open) => {
          setOpen(open);
          if (!open) issue.reset();
        }}
        title={t("share.title")}
        text={t("share.text")}
      >
        <div className="grid gap-4">
          {issue.data ? (
            <div className="grid gap-1.5" aria-live="polite">
              <CopyField label={t("share.link")} value={issue.data.link} />
              <p className="meta">{t("share.once")}</p>
            </div>
          ) : (
            <div className="flex items-end gap-2">
              <Field label={t("share.opens")} className="flex-1">
                {(ids) => (
                  <Select {...ids} value={days} onChange={({ target }) => setDays(Number(target.value))}>
                    {choices.map((count) => (
                      <option key={count} value={count}>
                        {t("share.days", { count })}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              <Button tone="primary" busy={issue.isPending} onClick={() => issue.mutate(days)}>
                {t("share.make")}
              </Button>
            </div>
          )}
          {issue.error && <ProblemNote error={issue.error} />}
          {links.data && links.data.items.length > 0 && (
            <section aria-label={t("share.open")}>
              <h3 className="mb-1 font-medium text-sm">{t("share.open")}</h3>
              <ul className="divide-y divide-line border-line border-y">
                {links.data.items.map(({ id, createdBy, expiresAt, views }) => (
                  <li key={id} className="flex items-center gap-3 py-2 text-sm">
                    <span className="min-w-0 flex-1">
                      {t("share.by", { name: createdBy })}
                      <span className="meta block">
                        {t("share.until", { when: format.relativeTime(new Date(expiresAt), now) })} ·{" "}
                        {t("share.views", { count: views })}
                      </span>
                    </span>
                    <Button size="small" busy={revoke.isPending} onClick={() => revoke.mutate(id)}>
                      {t("share.revoke")}
                    </Button>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </Dialog>
    </>
  );
}
