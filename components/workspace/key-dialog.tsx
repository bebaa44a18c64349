"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Role } from "../../lib/core/scope.ts";
import { Button } from "../ui/button.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Input } from "../ui/field.tsx";
import { RoleSelect } from "./role-select.tsx";
import { useIssueKey } from "./use-workspace.ts";

interface KeyDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Asks for a name and a role, then shows the key once. */
export function KeyDialog({ open, onOpenChange }: KeyDialogProps) {
  const t = useTranslations("workspace");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("analyst");
  const issue = useIssueKey();
  function close() {
    onOpenChange(false);
    issue.reset();
    setName("");
  }
  if (issue.data) {
    return (
      <Dialog
        open={open}
        onOpenChange={close}
        title={t("keyDone", { name: issue.data.name })}
        text={t("keyDoneText")}
        actions={
          <Button tone="primary" onClick={close}>
            {t("done")}
          </Button>
        }
      >
        <CopyField label={t("keyLabel")} value={issue.data.key} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={t("keyTitle")}
      text={t("keysText")}
      actions={
        <Button type="submit" form="new-key" tone="primary" busy={issue.isPending}>
          {t("keyAction")}
        </Button>
      }
    >
      <form id="new-key" action={() => issue.mutate({ name, role })} className="grid gap-4">
        <Field label={t("keyName")} help={t("keyNameHelp")}>
          {(ids) => (
            <Input {...ids} required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t("role")} help={t(`roleHelp.${role}`)}>
          {({ "aria-invalid": _, ...ids }) => <RoleSelect ids={ids} value={role} onChange={setRole} />}
        </Field>
      </form>
    </Dialog>
  );
}
