"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Role } from "../../lib/core/scope.ts";
import { Button } from "../ui/button.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Input } from "../ui/field.tsx";
import { RoleSelect } from "./role-select.tsx";
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
  if (invite.data) {
    return (
      <Dialog
        open={open}
        onOpenChange={close}
        title={t("inviteDone", { email: invite.data.email })}
        text={t("inviteDoneText")}
        actions={
          <Button tone="primary" onClick={close}>
            {t("done")}
          </Button>
        }
      >
        <CopyField label={t("linkLabel")} value={invite.data.link} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={t("inviteTitle")}
      text={t("inviteText")}
      actions={
        <Button type="submit" form="invite" tone="primary" busy={invite.isPending}>
          {t("inviteAction")}
        </Button>
      }
    >
      <form id="invite" action={() => invite.mutate({ email, role })} className="grid gap-4">
        <Field label={t("email")}>
          {(ids) => (
            <Input {...ids} type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
          )}
        </Field>
        <Field label={t("role")} help={t(`roleHelp.${role}`)}>
          {({ "aria-invalid": _, ...ids }) => <RoleSelect ids={ids} value={role} onChange={setRole} />}
        </Field>
      </form>
    </Dialog>
  );
}
