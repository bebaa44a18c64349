"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { sendJson } from "../api/request.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";

/** The one-time link of the first start: names the workspace and makes its first admin. */
export function SetUpForm({ link }: { readonly link: string }) {
  const t = useTranslations("workspace");
  const setUp = useMutation({
    mutationFn: (form: FormData) => sendJson("POST", "/workspace/first", { link, ...Object.fromEntries(form) }),
    onSuccess: () => window.location.assign("/"),
    meta: { shown: true },
  });
  return (
    <form action={(form) => setUp.mutate(form)} className="grid gap-4">
      <div>
        <h1 className="text-xl">{t("setUp.title")}</h1>
        <p className="mt-1 text-ink-2 text-sm">{t("setUp.text")}</p>
      </div>
      <Field label={t("workspaceName")} help={t("workspaceHelp")}>
        {(ids) => <Input {...ids} name="workspaceName" maxLength={100} required />}
      </Field>
      <Field label={t("name")}>
        {(ids) => <Input {...ids} name="name" autoComplete="name" maxLength={100} required />}
      </Field>
      <Field label={t("email")}>
        {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" required />}
      </Field>
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
      {setUp.error && <ProblemNote error={setUp.error} />}
      <Button type="submit" tone="primary" busy={setUp.isPending || setUp.isSuccess}>
        {t("setUp.action")}
      </Button>
    </form>
  );
}
