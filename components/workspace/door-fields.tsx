"use client";

import { useTranslations } from "next-intl";
import { Field, Input } from "../ui/field.tsx";

export function NameField() {
  const t = useTranslations("workspace");
  return (
    <Field label={t("name")}>
      {(ids) => <Input {...ids} name="name" autoComplete="name" maxLength={100} required />}
    </Field>
  );
}

export function EmailField() {
  const t = useTranslations("workspace");
  return (
    <Field label={t("email")}>
      {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" required />}
    </Field>
  );
}

/** A password to be; with whose it is, where the form does not ask, so that a keychain files it right. */
export function NewPasswordField({ owner }: { readonly owner?: string }) {
  const t = useTranslations("workspace");
  return (
    <>
      {owner !== undefined && <input type="hidden" autoComplete="username" value={owner} readOnly />}
      <Field label={t("password")} help={t("passwordHelp")}>
        {(ids) => (
          <Input
            {...ids}
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={10}
            maxLength={200}
            required
          />
        )}
      </Field>
    </>
  );
}
