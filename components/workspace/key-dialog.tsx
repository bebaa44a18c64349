"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Role } from "../../lib/core/scope.ts";
import { Field, Input } from "../ui/field.tsx";
import { OnceDialog } from "./once-dialog.tsx";
import { RoleField } from "./role-select.tsx";
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
  const made = issue.data && {
    title: t("keyDone", { name: issue.data.name }),
    text: t("keyDoneText"),
    label: t("keyLabel"),
    value: issue.data.key,
  };
  return (
    <OnceDialog
      open={open}
      onClose={close}
      asked={{ title: t("keyTitle"), text: t("keysText"), verb: t("keyAction") }}
      busy={issue.isPending}
      onSubmit={() => issue.mutate({ name, role })}
      made={made ?? null}
    >
      <Field label={t("keyName")} help={t("keyNameHelp")}>
        {(ids) => (
          <Input {...ids} required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <RoleField value={role} onChange={setRole} />
    </OnceDialog>
  );
}
