import { DatasetPage } from "../../../../../components/datasets/dataset-page.tsx";
import { pageTitle } from "../../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ datasets }) => datasets.title);

interface PageProps {
  readonly params: Promise<{ datasetId: string }>;
}

export default async function Page({ params }: PageProps) {
  return <DatasetPage id={(await params).datasetId} />;
}
