"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  /** What will be gone, and what stays. */
  readonly text: ReactNode;
  /** The verb, on the button. */
  readonly verb: ReactNode;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ text, verb, busy = false, onConfirm, ...rest }: ConfirmDialogProps) {
  const t = useTranslations("ui");
  return (
    <Dialog
      {...rest}
      actions={
        <>
          <Button tone="quiet" onClick={() => rest.onOpenChange(false)}>
            {t("keep")}
          </Button>
          <Button tone="danger" busy={busy} onClick={onConfirm}>
            {verb}
          </Button>
        </>
      }
    >
      <p className="text-ink-2">{text}</p>
    </Dialog>
  );
}
