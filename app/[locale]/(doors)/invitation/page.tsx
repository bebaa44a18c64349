import { headers } from "next/headers";
import { InvitationForm } from "../../../../components/workspace/invitation-form.tsx";
import { SpentLink } from "../../../../components/workspace/spent-link.tsx";
import { CladeError } from "../../../../lib/core/errors.ts";
import { openInvitation } from "../../../../lib/workspace/invitations.ts";
import type { OpenInvitation } from "../../../../lib/workspace/schema.ts";
import { pageTitle } from "../../../_server/page-title.ts";
import { pageScope } from "../../../_server/session.ts";

export const generateMetadata = pageTitle(({ workspace }) => workspace.invitation.action);

interface PageProps {
  readonly searchParams: Promise<{ link?: string | string[] }>;
}

export default async function InvitationPage({ searchParams }: PageProps) {
  const { link } = await searchParams;
  const invitation = typeof link === "string" ? await findInvitation(link) : undefined;
  if (typeof link !== "string" || invitation === undefined) return <SpentLink kind="invitation" />;
  const isSignedIn = (await headers()).has("cookie") && (await pageScope()) !== undefined;
  return <InvitationForm link={link} invitation={invitation} isSignedIn={isSignedIn} />;
}

async function findInvitation(link: string): Promise<OpenInvitation | undefined> {
  try {
    return await openInvitation(link);
  } catch (error) {
    if (error instanceof CladeError && error.code === "LINK_SPENT") return undefined;
    throw error;
  }
}
