"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Problem } from "../api/problem.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { signIn } from "./sign-in-requests.ts";

/** E-mail and password; afterwards the page that was asked for. */
export function SignInForm({ next }: { readonly next: string }) {
  const t = useTranslations("workspace");
  const attempt = useMutation({
    mutationFn: (form: FormData) => signIn(text(form, "email"), text(form, "password")),
    onSuccess: () => window.location.assign(next),
    meta: { shown: true },
  });
  const isWrong = attempt.error instanceof Problem && attempt.error.status === 401;
  return (
    <form action={(form) => attempt.mutate(form)} className="grid gap-4">
      <h1 className="text-xl">{t("signIn.title")}</h1>
      <Field label={t("email")}>
        {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" required />}
      </Field>
      <Field label={t("password")} problem={isWrong && t("signIn.wrong")}>
        {(ids) => <Input {...ids} name="password" type="password" autoComplete="current-password" required />}
      </Field>
      {attempt.error && !isWrong && <ProblemNote error={attempt.error} />}
      <Button type="submit" tone="primary" busy={attempt.isPending || attempt.isSuccess}>
        {t("signIn.action")}
      </Button>
      <p className="meta">{t("signIn.help")}</p>
    </form>
  );
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
