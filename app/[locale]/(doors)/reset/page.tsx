import { ResetForm } from "../../../../components/workspace/reset-form.tsx";
import { SpentLink } from "../../../../components/workspace/spent-link.tsx";
import { CladeError } from "../../../../lib/core/errors.ts";
import { openReset } from "../../../../lib/workspace/reset-links.ts";
import { pageTitle } from "../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ workspace }) => workspace.reset.title);

interface PageProps {
  readonly searchParams: Promise<{ link?: string | string[] }>;
}

export default async function ResetPage({ searchParams }: PageProps) {
  const { link } = await searchParams;
  const email = typeof link === "string" ? await findEmail(link) : undefined;
  if (typeof link !== "string" || email === undefined) return <SpentLink kind="reset" />;
  return <ResetForm link={link} email={email} />;
}

async function findEmail(link: string): Promise<string | undefined> {
  try {
    return (await openReset(link)).email;
  } catch (error) {
    if (error instanceof CladeError && error.code === "LINK_SPENT") return undefined;
    throw error;
  }
}
