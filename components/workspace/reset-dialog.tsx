"use client";

import { useTranslations } from "next-intl";
import type { MemberDto } from "../../lib/workspace/schema.ts";
import { OnceDialog } from "./once-dialog.tsx";
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
  const title = t("reset.for", { name: member?.name ?? "" });
  return (
    <OnceDialog
      open={member !== null}
      onClose={close}
      asked={{ title, text: t("reset.help"), verb: t("inviteAction") }}
      busy={issue.isPending}
      onSubmit={() => member && issue.mutate(member.id)}
      made={issue.data ? { title, text: t("inviteDoneText"), label: t("reset.link"), value: issue.data.link } : null}
    >
      <p className="text-ink-2 [overflow-wrap:anywhere]">{member?.email}</p>
    </OnceDialog>
  );
}
