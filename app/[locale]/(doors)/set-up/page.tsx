import { SetUpForm } from "../../../../components/workspace/set-up-form.tsx";
import { SpentLink } from "../../../../components/workspace/spent-link.tsx";
import { isFirstLinkOpen } from "../../../../lib/workspace/first-link.ts";
import { pageTitle } from "../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ workspace }) => workspace.setUp.title);

interface PageProps {
  readonly searchParams: Promise<{ link?: string | string[] }>;
}

export default async function SetUpPage({ searchParams }: PageProps) {
  const { link } = await searchParams;
  if (typeof link !== "string" || !(await isFirstLinkOpen(link))) return <SpentLink kind="first" />;
  return <SetUpForm link={link} />;
}
