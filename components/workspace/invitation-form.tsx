"use client";

import { useTranslations } from "next-intl";
import type { OpenInvitation } from "../../lib/workspace/schema.ts";
import { sendJson } from "../api/request.ts";
import { Link } from "../i18n/navigation.ts";
import { Button } from "../ui/button.tsx";
import { NameField, NewPasswordField } from "./door-fields.tsx";
import { DoorForm, useDoor } from "./door-form.tsx";

interface InvitationFormProps {
  readonly link: string;
  readonly invitation: OpenInvitation;
  readonly isSignedIn: boolean;
}

/** Somebody new gives a name and a password; who has an account signs in and joins. */
export function InvitationForm({ link, invitation, isSignedIn }: InvitationFormProps) {
  const t = useTranslations("workspace");
  const role = useTranslations("shell")(`role.${invitation.role}`);
  const { email, workspaceName, hasAccount } = invitation;
  const door = useDoor((form) => sendJson("POST", "/invitations/accept", { link, ...Object.fromEntries(form) }));
  const signIn = `/sign-in?next=${encodeURIComponent(`/invitation?link=${encodeURIComponent(link)}`)}`;
  return (
    <DoorForm
      door={door}
      title={t("invitation.title", { workspace: workspaceName })}
      text={t("invitation.text", { role, email })}
      verb={t("invitation.action")}
      way={
        hasAccount && !isSignedIn ? (
          <Button tone="primary" asChild>
            <Link href={signIn}>{t("invitation.signIn")}</Link>
          </Button>
        ) : undefined
      }
    >
      {!hasAccount && (
        <>
          <NameField />
          <NewPasswordField owner={email} />
        </>
      )}
    </DoorForm>
  );
}
