"use client";

import { useTranslations } from "next-intl";
import { Problem } from "../api/problem.ts";
import { Field, Input } from "../ui/field.tsx";
import { EmailField } from "./door-fields.tsx";
import { DoorForm, useDoor } from "./door-form.tsx";
import { signIn } from "./sign-in-requests.ts";

/** E-mail and password; afterwards the page that was asked for. */
export function SignInForm({ next }: { readonly next: string }) {
  const t = useTranslations("workspace");
  const door = useDoor((form) => signIn(text(form, "email"), text(form, "password")), next);
  const isWrong = door.error instanceof Problem && door.error.status === 401;
  return (
    <>
      <DoorForm door={door} title={t("signIn.title")} verb={t("signIn.action")} isErrorShown={isWrong}>
        <EmailField />
        <Field label={t("password")} problem={isWrong && t("signIn.wrong")}>
          {(ids) => <Input {...ids} name="password" type="password" autoComplete="current-password" required />}
        </Field>
      </DoorForm>
      <p className="meta mt-4">{t("signIn.help")}</p>
    </>
  );
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
