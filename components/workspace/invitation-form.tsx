"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { OpenInvitation } from "../../lib/workspace/schema.ts";
import { sendJson } from "../api/request.ts";
import { Link } from "../i18n/navigation.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";

interface InvitationFormProps {
  readonly link: string;
  readonly invitation: OpenInvitation;
  readonly isSignedIn: boolean;
}

/** Somebody new gives a name and a password; who has an account signs in and joins. */
export function InvitationForm({ link, invitation, isSignedIn }: InvitationFormProps) {
  const t = useTranslations("workspace");
  const role = useTranslations("shell")(`role.${invitation.role}`);
  const join = useMutation({
    mutationFn: (form: FormData) =>
      sendJson("POST", "/invitations/accept", invitation.hasAccount ? { link } : { link, ...Object.fromEntries(form) }),
    onSuccess: () => window.location.assign("/"),
    meta: { shown: true },
  });
  const signIn = `/sign-in?next=${encodeURIComponent(`/invitation?link=${encodeURIComponent(link)}`)}`;
  return (
    <form action={(form) => join.mutate(form)} className="grid gap-4">
      <div>
        <h1 className="text-xl">{t("invitation.title", { workspace: invitation.workspaceName })}</h1>
        <p className="mt-1 text-ink-2 text-sm">{t("invitation.text", { role, email: invitation.email })}</p>
      </div>
      {!invitation.hasAccount && (
        <>
          <Field label={t("name")}>
            {(ids) => <Input {...ids} name="name" autoComplete="name" maxLength={100} required />}
          </Field>
          <input type="hidden" autoComplete="username" value={invitation.email} readOnly />
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
      )}
      {join.error && <ProblemNote error={join.error} />}
      {invitation.hasAccount && !isSignedIn ? (
        <Button tone="primary" asChild>
          <Link href={signIn}>{t("invitation.signIn")}</Link>
        </Button>
      ) : (
        <Button type="submit" tone="primary" busy={join.isPending || join.isSuccess}>
          {t("invitation.action")}
        </Button>
      )}
    </form>
  );
}
