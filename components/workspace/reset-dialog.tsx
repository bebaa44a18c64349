"use client";

import { useTranslations } from "next-intl";
import type { MemberDto } from "../../lib/workspace/schema.ts";
import { Button } from "../ui/button.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useIssueReset } from "./use-workspace.ts";

interface ResetDialogProps {
  readonly member: MemberDto | null;
  readonly onClose: () => void;
}

/** A link for a member who forgot the password; shown once. */
export function ResetDialog({ member, onClose }: ResetDialogProps) {
  const t = useTranslations("workspace");
  const issue = useIssueReset();
  function close() {
    issue.reset();
    onClose();
  }
  return (
    <Dialog
      open={member !== null}
      onOpenChange={close}
      title={t("reset.for", { name: member?.name ?? "" })}
      text={issue.data ? t("inviteDoneText") : t("reset.help")}
      actions={
        issue.data ? (
          <Button tone="primary" onClick={close}>
            {t("done")}
          </Button>
        ) : (
          <Button tone="primary" busy={issue.isPending} onClick={() => member && issue.mutate(member.id)}>
            {t("inviteAction")}
          </Button>
        )
      }
    >
      {issue.data ? (
        <CopyField label={t("reset.link")} value={issue.data.link} />
      ) : (
        <p className="text-ink-2">{member?.email}</p>
      )}
    </Dialog>
  );
}
