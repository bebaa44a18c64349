import { RunPage } from "../../../../../components/runs/run-page.tsx";
import { pageTitle } from "../../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ runs }) => runs.title);

export default async function Page({ params }: { readonly params: Promise<{ runId: string }> }) {
  return <RunPage runId={(await params).runId} />;
}
