"use client";

import { useTranslations } from "next-intl";
import { sendJson } from "../api/request.ts";
import { NewPasswordField } from "./door-fields.tsx";
import { DoorForm, useDoor } from "./door-form.tsx";

/** A new password, by the link that an admin made. */
export function ResetForm({ link, email }: { readonly link: string; readonly email: string }) {
  const t = useTranslations("workspace");
  const door = useDoor((form) => sendJson("POST", "/workspace/reset", { link, ...Object.fromEntries(form) }));
  return (
    <DoorForm door={door} title={t("reset.title")} text={t("reset.text", { email })} verb={t("reset.action")}>
      <NewPasswordField owner={email} />
    </DoorForm>
  );
}
