import { DatasetsPage } from "../../../../components/datasets/datasets-page.tsx";
import { pageTitle } from "../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ datasets }) => datasets.title);

export default DatasetsPage;
