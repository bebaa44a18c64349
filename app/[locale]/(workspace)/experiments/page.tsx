import { ExperimentsPage } from "../../../../components/experiments/experiments-page.tsx";
import { pageTitle } from "../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ experiments }) => experiments.title);

export default ExperimentsPage;
