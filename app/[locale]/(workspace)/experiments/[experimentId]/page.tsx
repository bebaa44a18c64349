import { ExperimentPage } from "../../../../../components/experiments/experiment-page.tsx";
import { pageTitle } from "../../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ experiments }) => experiments.title);

export default async function Page({ params }: { readonly params: Promise<{ experimentId: string }> }) {
  return <ExperimentPage experimentId={(await params).experimentId} />;
}
