import { NewExperimentPage } from "../../../../../components/experiments/new-experiment-page.tsx";
import { pageTitle } from "../../../../_server/page-title.ts";

export const generateMetadata = pageTitle(({ experiments }) => experiments.newTitle);

export default NewExperimentPage;
