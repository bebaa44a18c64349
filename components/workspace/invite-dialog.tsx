"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Role } from "../../lib/core/scope.ts";
import { Field, Input } from "../ui/field.tsx";
import { OnceDialog } from "./once-dialog.tsx";
import { RoleField } from "./role-select.tsx";
import { useInvite } from "./use-workspace.ts";

interface InviteDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Asks for an address and a role, then shows the link once. */
export function InviteDialog({ open, onOpenChange }: InviteDialogProps) {
  const t = useTranslations("workspace");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("marketer");
  const invite = useInvite();
  function close() {
    onOpenChange(false);
    invite.reset();
    setEmail("");
  }
  const made = invite.data && {
    title: t("inviteDone", { email: invite.data.email }),
    text: t("inviteDoneText"),
    label: t("linkLabel"),
    value: invite.data.link,
  };
  return (
    <OnceDialog
      open={open}
      onClose={close}
      asked={{ title: t("inviteTitle"), text: t("inviteText"), verb: t("inviteAction") }}
      busy={invite.isPending}
      onSubmit={() => invite.mutate({ email, role })}
      made={made ?? null}
    >
      <Field label={t("email")}>
        {(ids) => (
          <Input {...ids} type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
        )}
      </Field>
      <RoleField value={role} onChange={setRole} />
    </OnceDialog>
  );
}
