"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Button } from "../ui/button.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { Dialog } from "../ui/dialog.tsx";

interface OnceDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly asked: { readonly title: string; readonly text: string; readonly verb: string };
  readonly busy: boolean;
  readonly onSubmit: () => void;
  /** What was made; a secret that only this dialog ever shows. */
  readonly made: {
    readonly title: string;
    readonly text: string;
    readonly label: string;
    readonly value: string;
  } | null;
  readonly children: ReactNode;
}

/** Asks, then shows once what came of it: a link or a key to take along. */
export function OnceDialog({ open, onClose, asked, busy, onSubmit, made, children }: OnceDialogProps) {
  const t = useTranslations("workspace");
  const form = useId();
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title={made?.title ?? asked.title}
      text={made?.text ?? asked.text}
      actions={
        made ? (
          <Button tone="primary" onClick={onClose}>
            {t("done")}
          </Button>
        ) : (
          <Button type="submit" form={form} tone="primary" busy={busy}>
            {asked.verb}
          </Button>
        )
      }
    >
      {made ? (
        <CopyField label={made.label} value={made.value} />
      ) : (
        <form id={form} action={onSubmit} className="grid gap-4">
          {children}
        </form>
      )}
    </Dialog>
  );
}
