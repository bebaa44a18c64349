"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";

interface StartDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly wide?: boolean;
  readonly isText?: boolean;
  readonly busy: boolean;
  readonly disabled?: boolean;
  /** On the button that starts; "Start" unless it says more. */
  readonly verb?: ReactNode;
  readonly onStart: () => void;
  /** Why it would be refused. */
  readonly problem?: unknown;
  readonly children: ReactNode;
}

/** What a new run would be, and the button that starts it. */
export function StartDialog({ busy, disabled = false, verb, onStart, problem, ...dialog }: StartDialogProps) {
  const t = useTranslations("runs");
  return (
    <Dialog
      {...dialog}
      actions={
        <>
          {problem ? (
            <div className="w-full">
              <ProblemNote error={problem} />
            </div>
          ) : null}
          <Button tone="quiet" onClick={() => dialog.onOpenChange(false)}>
            {t("close")}
          </Button>
          <Button tone="primary" busy={busy} disabled={disabled} onClick={onStart}>
            {verb ?? t("start")}
          </Button>
        </>
      }
    />
  );
}
