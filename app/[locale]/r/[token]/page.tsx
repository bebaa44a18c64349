import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SharedReportPage } from "../../../../components/experiments/shared-report-page.tsx";
import { LinkTries } from "../../../../lib/experiments/link-tries.ts";
import { openLink } from "../../../../lib/experiments/stored-links.ts";

/** Whoever gets here has the address, which is the key: it is not to be found, nor told to where the reader goes next. */
export const metadata: Metadata = {
  title: "Clade",
  robots: { index: false, follow: false, noarchive: true },
  referrer: "no-referrer",
};

const tries = new LinkTries();

export default async function Page({ params }: { readonly params: Promise<{ token: string }> }) {
  const { token } = await params;
  const now = new Date();
  const shared = await openLink(token, now, (link) => tries.mayOpen(link, now.getTime()));
  if (shared === undefined) notFound();
  return <SharedReportPage shared={shared} />;
}
