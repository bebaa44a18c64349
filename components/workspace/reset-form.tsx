"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { sendJson } from "../api/request.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";

/** A new password, by the link that an admin made. */
export function ResetForm({ link, email }: { readonly link: string; readonly email: string }) {
  const t = useTranslations("workspace");
  const reset = useMutation({
    mutationFn: (form: FormData) => sendJson("POST", "/workspace/reset", { link, password: form.get("password") }),
    onSuccess: () => window.location.assign("/"),
    meta: { shown: true },
  });
  return (
    <form action={(form) => reset.mutate(form)} className="grid gap-4">
      <div>
        <h1 className="text-xl">{t("reset.title")}</h1>
        <p className="mt-1 text-ink-2 text-sm">{t("reset.text", { email })}</p>
      </div>
      <input type="hidden" autoComplete="username" value={email} readOnly />
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
      {reset.error && <ProblemNote error={reset.error} />}
      <Button type="submit" tone="primary" busy={reset.isPending || reset.isSuccess}>
        {t("reset.action")}
      </Button>
    </form>
  );
}
