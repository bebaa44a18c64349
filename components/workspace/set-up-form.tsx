"use client";

import { useTranslations } from "next-intl";
import { sendJson } from "../api/request.ts";
import { Field, Input } from "../ui/field.tsx";
import { EmailField, NameField, NewPasswordField } from "./door-fields.tsx";
import { DoorForm, useDoor } from "./door-form.tsx";

/** The one-time link of the first start: names the workspace and makes its first admin. */
export function SetUpForm({ link }: { readonly link: string }) {
  const t = useTranslations("workspace");
  const door = useDoor((form) => sendJson("POST", "/workspace/first", { link, ...Object.fromEntries(form) }));
  return (
    <DoorForm door={door} title={t("setUp.title")} text={t("setUp.text")} verb={t("setUp.action")}>
      <Field label={t("workspaceName")} help={t("workspaceHelp")}>
        {(ids) => <Input {...ids} name="workspaceName" maxLength={100} required />}
      </Field>
      <NameField />
      <EmailField />
      <NewPasswordField />
    </DoorForm>
  );
}
